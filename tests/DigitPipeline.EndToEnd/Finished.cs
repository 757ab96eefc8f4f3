using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DigitPipeline.EndToEnd;

/// <summary>A program that ended.</summary>
internal sealed partial record Finished(int ExitCode, string Output, string Error)
{
    private static readonly string[] NotPassedOn = ["CI", "NUKE_HOST"];

    /// <summary>Outcome by stage, as build.sh printed it.</summary>
    public IReadOnlyDictionary<string, string> Outcomes =>
        StageLine().Matches(Output).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);

    /// <summary>The reason that a stage gave.</summary>
    public string Reason(string stage) => StageLine().Matches(Output).Single(match => match.Groups[1].Value == stage).Groups[3].Value;

    public static Process Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in NotPassedOn)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<Finished> Of(Process process, CancellationToken cancellation)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            return new Finished(process.ExitCode, await output, await error);
        }
    }

    /// <summary>Fails with all that the program said unless it ended with this exit code.</summary>
    public Finished Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, expected {exitCode}\n{Output}\n{Error}");
        return this;
    }

    [GeneratedRegex(@"^((?!Build )[A-Z]\w+) +(executed|up-to-date|restored|fetched|cut off|failed|not run) +(.*)$", RegexOptions.Multiline)]
    private static partial Regex StageLine();
}
