namespace DigitPipeline.Build.Tests;

/// <summary>What became of a run.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>The texts of the log lines, without time and level, in their order.</summary>
    public IReadOnlyList<string> Logged =>
        [.. Output.Split('\n').Where(line => line.Length > 15 && line[8..10] == " [" && line[13] == ']').Select(line => line[15..])];

    /// <summary>The status of a target in the summary, with its notes and without its duration.</summary>
    public string Status(string target)
    {
        var line = Output.Split('\n').Last(line => line.StartsWith(target + " ", StringComparison.Ordinal));
        var status = line[target.Length..].TrimStart().Split(' ', 2)[0];
        var notes = line.IndexOf("//", StringComparison.Ordinal);
        return notes < 0 ? status : $"{status} {line[notes..]}";
    }
}
