using System.Collections;
using System.Reflection;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Manifests;
using Nuke.Common;

namespace DigitPipeline.Incremental;

/// <summary>How this build was started, as the launcher will see the next start.</summary>
internal static class StartedRun
{
    private static readonly string? Program = TakeProgram();

    // NUKE's own parameters, and what decides how build servers are treated.
    private static readonly string[] BuiltIn =
        ["Continue", "Help", "Host", "NoLogo", "Partition", "Plan", "Profile", "Root", "Skip", "Target", "Verbosity", "CI"];

    /// <summary>When the build began to read anything, in nanoseconds since 1970.</summary>
    public static long BeganAtNs { get; private set; } = long.MaxValue;

    /// <summary>To be called first in <c>Main</c>.</summary>
    public static void Begin() => BeganAtNs = FileClock.NowNs();

    /// <summary>What to leave for the next run; null when the build was not started by the launcher or was given a secret as an argument.</summary>
    public static RunAnswer? Answer(NukeBuild build, Func<StageResult, string> say)
    {
        var arguments = Environment.GetCommandLineArgs()[1..];
        var parameters = ParametersOf(build.GetType());
        if (Program is null || arguments.Any(argument => parameters.Any(parameter => parameter.Secret && IsName(argument, parameter.Name)))) return null;

        string[] names = [.. parameters.Where(parameter => !parameter.Secret).Select(parameter => parameter.Name).Concat(BuiltIn).Select(RunIdentity.Plain)];
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
        var identity = new RunIdentity(arguments, Environment.CurrentDirectory, Program, RunIdentity.VariablesOf(names, variables));
        return new RunAnswer(RunManifest.PathIn(NukeBuild.TemporaryDirectory / "runs", arguments, Environment.CurrentDirectory), identity, names, say);
    }

    // Taken away, so that a build which a stage starts is not mistaken for this one.
    private static string? TakeProgram()
    {
        var program = Environment.GetEnvironmentVariable(RunIdentity.ProgramVariable);
        Environment.SetEnvironmentVariable(RunIdentity.ProgramVariable, null);
        return program;
    }

    private static List<(string Name, bool Secret)> ParametersOf(Type build) =>
    [
        .. build.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)
            .Where(member => member.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(member => (member.GetCustomAttribute<ParameterAttribute>()!.Name ?? member.Name, member.GetCustomAttribute<SecretAttribute>() is not null)),
    ];

    private static bool IsName(string argument, string parameter) =>
        argument.StartsWith('-') && RunIdentity.Plain(argument) == RunIdentity.Plain(parameter);
}
