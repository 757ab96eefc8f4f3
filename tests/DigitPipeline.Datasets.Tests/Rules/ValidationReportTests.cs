using System.Text.Json;
using DigitPipeline.Datasets.Rules;
using static DigitPipeline.Datasets.Tests.TestDataSet;

namespace DigitPipeline.Datasets.Tests.Rules;

public class ValidationReportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_original_data_goes_through_with_its_quirks_as_warnings()
    {
        var report = DataSetValidation.Run(Golden.Path("data", "original"), new ValidationOptions(), Cancellation);
        Assert.Equal(0, report.Errors);
        Assert.Equal((18, true, 191), (report.Summary.Pictures, report.Summary.TestStandsIn, report.Summary.Objects));
        Assert.Contains(report.Findings, finding => finding is { Id: "PIC003", Severity: Severity.Warning, File: "train/images (7).png" });
    }

    [Fact]
    public void The_json_has_the_promised_fields_and_no_path_of_this_machine()
    {
        using var data = Faulty();
        var report = DataSetValidation.Run(data.Folder, new ValidationOptions(), Cancellation);
        using var json = JsonDocument.Parse(report.ToJson());
        var summary = json.RootElement.GetProperty("summary");
        Assert.Equal(Path.GetFileName(data.Folder), json.RootElement.GetProperty("data").GetString());
        Assert.Equal(
            ["pictures", "train", "test", "test_stands_in", "without_annotation", "objects", "per_class", "errors", "warnings", "notes", "ignored"],
            summary.EnumerateObject().Select(field => field.Name));
        Assert.Equal((4, 13), (summary.GetProperty("pictures").GetInt32(), summary.GetProperty("objects").GetInt32()));
        Assert.Equal(report.Errors, summary.GetProperty("errors").GetInt32());
        var finding = json.RootElement.GetProperty("findings")[0];
        Assert.Equal(["id", "severity", "file", "line", "message", "fix"], finding.EnumerateObject().Select(field => field.Name));
        Assert.DoesNotContain(Path.GetTempPath(), report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_data_set_gives_the_same_bytes_and_findings_are_in_the_order_of_files_and_lines()
    {
        using var data = Faulty();
        using var output = new TestDataSet();
        string[] Write()
        {
            DataSetValidation.Run(data.Folder, new ValidationOptions(), Cancellation).WriteTo(output.Path("report"));
            return [File.ReadAllText(output.Path("report/report.json")), File.ReadAllText(output.Path("report/report.html"))];
        }

        Assert.Equal(Write(), Write());
        var findings = DataSetValidation.Run(data.Folder, new ValidationOptions(), Cancellation).Findings;
        Assert.Equal(findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line ?? 0), findings);
    }

    [Fact]
    public void The_page_escapes_names_and_needs_nothing_from_elsewhere()
    {
        using var data = Faulty();
        using var output = new TestDataSet();
        DataSetValidation.Run(data.Folder, new ValidationOptions(), Cancellation).WriteTo(output.Path("report"));
        var html = File.ReadAllText(output.Path("report/report.html"));
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bold", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Ignored_rules_are_counted_and_an_unknown_one_is_an_error()
    {
        using var data = Faulty();
        var all = DataSetValidation.Run(data.Folder, new ValidationOptions(), Cancellation);
        var some = DataSetValidation.Run(data.Folder, new ValidationOptions { Ignore = ["LABEL001"] }, Cancellation);
        Assert.Equal(all.Findings.Where(finding => finding.Id != "LABEL001"), some.Findings);
        Assert.Equal(all.Findings.Count - some.Findings.Count, some.Summary.Ignored);
        var error = Assert.Throws<ArgumentException>(() => DataSetValidation.Run(data.Folder, new ValidationOptions { Ignore = ["BOX01"] }, Cancellation));
        Assert.Contains("did you mean \"BOX001\"?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_one_line_whatever_its_file_is_called() => Assert.Equal(
        "train/a\\u000ab.xml:3: error BOX001: message; fix", new Finding("BOX001", Severity.Error, "train/a\nb.xml", 3, "message", "fix").ToString());

    [Fact]
    public void A_cancelled_validation_stops()
    {
        using var data = Faulty();
        Assert.Throws<OperationCanceledException>(() => DataSetValidation.Run(data.Folder, new ValidationOptions(), new CancellationToken(true)));
    }

    private static TestDataSet Faulty()
    {
        var data = new TestDataSet();
        return data.AllClasses().Annotated("train/한글 \n1.png", 1, Object("<b>bold"), Object("1", 9, 9, 1, 1))
            .Annotated("train/b.png", 2, Object("two")).Annotated("test/t.png", 3).Picture("train/left.png", 4);
    }
}
