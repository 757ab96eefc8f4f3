using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>A process ended with another exit code than 0.</summary>
public class ProcessException(IProcess process) : Exception(Describe(process))
{
    private const int LinesShown = 20;

    public int ExitCode { get; } = process.ExitCode;

    private static string Describe(IProcess process)
    {
        var message = new StringBuilder()
            .Append($"Process '{Path.GetFileName(process.FileName)}' exited with code {process.ExitCode}.\n")
            .Append($"   > {process.FileName} {process.Arguments}\n")
            .Append($"   @ {process.WorkingDirectory}");
        var errors = process.Output.Where(line => line.Type == OutputType.Err).TakeLast(LinesShown).ToList();
        if (errors.Count > 0)
            message.Append("\nError output:");
        foreach (var line in errors)
            message.Append("\n   ").Append(line.Text);
        return message.ToString();
    }
}
