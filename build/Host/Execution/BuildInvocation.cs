namespace Nuke.Common.Execution;

/// <summary>What a build is started with, taken from the process once.</summary>
internal sealed record BuildInvocation(
    IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string WorkingDirectory)
{
    /// <summary>The arguments, environment and working directory of this process.</summary>
    public static BuildInvocation OfThisProcess()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        return new BuildInvocation(
            System.Environment.GetCommandLineArgs()[1..], environment, System.Environment.CurrentDirectory);
    }
}
