using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Rules;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits validate</c>: checks every annotation against its picture.</summary>
internal static class ValidateVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var data = Options.Data();
        var output = new Option<string?>("--output") { Description = "Folder for report.json and report.html", HelpName = "DIR" };
        var json = Options.Json("Print the report as JSON");
        return Options.Verb(
            "validate",
            """
            Checks a data set: every annotation against its picture, names against the label map.
            Exit code 0 without errors (warnings may be there), 65 with errors.

            Example: digits validate --data data/digits --json
            """,
            [pipeline, data, output, json],
            parsed =>
            {
                var choice = PipelineChoice.Of(parsed.GetValue(pipeline), parsed.GetValue(data));
                var report = DataSetValidation.Run(choice.DataFolder, choice.Settings.ForValidation(), io.Cancellation);
                if (parsed.GetValue(output) is { } folder)
                {
                    report.WriteTo(Options.Folder(folder));
                }

                if (parsed.GetValue(json))
                {
                    io.Data.WriteLine(report.ToJson());
                }

                Tell(io, report);
                if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true")
                {
                    foreach (var line in WorkflowAnnotations.Of(report.Findings, choice.DataFolder))
                    {
                        (parsed.GetValue(json) ? io.Status.Profile.Out.Writer : io.Data).WriteLine(line);
                    }
                }

                return report.Errors == 0 ? ExitCodes.Done : ExitCodes.BadData;
            });
    }

    private static void Tell(CommandIo io, ValidationReport report)
    {
        const int Shown = 40;
        var worstFirst = report.Findings.Where(finding => finding.Severity != Severity.Note).OrderBy(finding => finding.Severity != Severity.Error).ToList();
        foreach (var finding in worstFirst.Take(Shown))
        {
            io.Say(finding.ToString());
        }

        if (worstFirst.Count > Shown)
        {
            io.Say(FormattableString.Invariant($"... and {worstFirst.Count - Shown} more: see report.html, or --json"));
        }

        var (summary, standsIn) = (report.Summary, report.Summary.TestStandsIn ? " (set aside from train/, by content)" : "");
        io.Say(FormattableString.Invariant(
            $"{summary.Train} pictures for training, {summary.Test} for test{standsIn}, {summary.Objects} objects: {report.Errors} errors, {report.Warnings} warnings, {report.Notes} notes"));
    }
}
