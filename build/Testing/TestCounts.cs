namespace DigitPipeline.Testing;

/// <summary>What the tests of all projects came to.</summary>
internal sealed class TestCounts
{
    private readonly List<TestOutcome> _notPassed = [];

    /// <summary>The counts of this build, where it runs tests.</summary>
    public static TestCounts? Current { get; set; }

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Prints, after all else that the build has said, the line that programs read; returns the exit code given.</summary>
    public static int LastLine(int exitCode)
    {
        if (Current is { } counts) Console.WriteLine($"{counts.Passed} passed, {counts.Failed} failed");
        return exitCode;
    }

    /// <summary>Counts the tests of a project. A project without tests has failed: something keeps them from being found.</summary>
    public void Add(TestResults results)
    {
        var passed = results.Outcomes.Count(test => test.Kind == TestOutcomeKind.Passed);
        var failed = results.Outcomes.Count(test => test.Kind == TestOutcomeKind.Failed);
        var notRun = results.Outcomes.Count - passed - failed;
        Console.WriteLine($"{results.Project,-36} {passed,5} passed {failed,5} failed {notRun,5} not run");
        (Passed, Failed) = (Passed + passed, Failed + failed);
        _notPassed.AddRange(results.Outcomes.Where(test => test.Kind != TestOutcomeKind.Passed));
        if (results.Outcomes.Count == 0) AddFailure($"{results.Project}: {results.Problem ?? "no test was found"}");
        else if (results.Problem is { } problem && failed == 0) AddFailure($"{results.Project}: {problem}");
    }

    /// <summary>Counts something that is not a test but went wrong.</summary>
    public void AddFailure(string what)
    {
        Failed++;
        _notPassed.Add(new TestOutcome(what, TestOutcomeKind.Failed, ""));
    }

    /// <summary>Names what failed and what was not run, with reasons.</summary>
    public void Print()
    {
        foreach (var group in _notPassed.Where(test => test.Kind == TestOutcomeKind.NotRun).GroupBy(test => test.Message))
        {
            Console.WriteLine($"\n{group.Count()} not run: {group.Key}");
            foreach (var test in group) Console.WriteLine($"  {test.Name}");
        }

        foreach (var test in _notPassed.Where(test => test.Kind == TestOutcomeKind.Failed)) Console.WriteLine($"\nFAILED {test.Name}\n{test.Message}");
    }
}
