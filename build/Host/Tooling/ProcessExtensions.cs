namespace Nuke.Common.Tooling;

/// <summary>What a build demands of a process.</summary>
public static class ProcessExtensions
{
    /// <summary>Waits for the end of the process, within the time it was given.</summary>
    public static IProcess AssertWaitForExit(this IProcess process)
    {
        Assert.True(process.WaitForExit(), $"Process '{Path.GetFileName(process.FileName)}' took too long and was killed.");
        return process;
    }

    /// <summary>Waits for the end of the process and throws <see cref="ProcessException"/> when its exit code is not 0.</summary>
    public static IProcess AssertZeroExitCode(this IProcess process)
    {
        process.AssertWaitForExit();
        return process.ExitCode == 0 ? process : throw new ProcessException(process);
    }

    /// <summary>What the process wrote to its standard output.</summary>
    public static string StdToText(this IEnumerable<Output> output) =>
        string.Join(Environment.NewLine, output.Where(line => line.Type == OutputType.Std).Select(line => line.Text));
}
