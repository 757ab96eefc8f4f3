using System.Xml.Linq;

namespace DigitPipeline.Testing;

internal enum TestOutcomeKind
{
    Passed,
    Failed,
    NotRun,
}

/// <summary>One test: its name, what became of it, and why.</summary>
internal sealed record TestOutcome(string Name, TestOutcomeKind Kind, string Message);

/// <summary>The tests of one project.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Outcomes">Its tests.</param>
/// <param name="Problem">What went wrong beside the tests, if anything.</param>
internal sealed record TestResults(string Project, IReadOnlyList<TestOutcome> Outcomes, string? Problem)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Reads a results file in Visual Studio's format (trx).</summary>
    public static TestResults Read(string project, string path, int exitCode)
    {
        if (!File.Exists(path)) return new TestResults(project, [], $"ended with exit code {exitCode} before it wrote results");
        var outcomes = XDocument.Load(path).Descendants(Trx + "UnitTestResult").Select(Outcome).ToList();
        return new TestResults(project, outcomes, exitCode == 0 ? null : $"ended with exit code {exitCode}");
    }

    private static TestOutcome Outcome(XElement test)
    {
        var name = (string?)test.Attribute("testName") ?? "";
        var texts = test.Descendants().Where(element => element.Name.LocalName is "Message" or "StackTrace").Select(element => element.Value.Trim());
        var message = string.Join('\n', texts);
        if (message.Length == 0) message = string.Join('\n', test.Descendants(Trx + "StdOut").Select(element => element.Value.Trim()));
        return (string?)test.Attribute("outcome") switch
        {
            "Passed" => new TestOutcome(name, TestOutcomeKind.Passed, ""),
            "NotExecuted" => new TestOutcome(name, TestOutcomeKind.NotRun, message),
            "NotRunnable" => new TestOutcome(name, TestOutcomeKind.NotRun, "not run: takes minutes; ./build.sh ContainerFaults runs it, or the program of the tests with -explicit only"),
            _ => new TestOutcome(name, TestOutcomeKind.Failed, message),
        };
    }
}
