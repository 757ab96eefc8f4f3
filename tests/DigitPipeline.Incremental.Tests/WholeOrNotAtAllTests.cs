namespace DigitPipeline.Incremental.Tests;

public sealed class WholeOrNotAtAllTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public WholeOrNotAtAllTests() => _pipeline.Write("data/1.xml", "one");

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void A_failed_stage_leaves_the_last_good_outputs_and_its_exit_code()
    {
        _pipeline.Build(_pipeline.Copy());
        var good = File.ReadAllText(_pipeline.Output("a/names.txt"));
        _pipeline.Write("data/2.xml", "two");
        var failing = _pipeline.Copy() with
        {
            Action = run =>
            {
                File.WriteAllText(Path.Combine(run.Output, "names.txt"), "half");
                return 65;
            },
        };
        var result = _pipeline.Build(failing)[0];
        Assert.Equal((Outcome.Failed, 65), (result.Outcome, result.ExitCode));
        Assert.Equal(good, File.ReadAllText(_pipeline.Output("a/names.txt")));
        Assert.False(Directory.Exists(_pipeline.Layout.Partial("a")));
        Assert.Equal(Outcome.Executed, _pipeline.Build(_pipeline.Copy())[0].Outcome);
    }

    [Theory]
    [InlineData(false, "did not write names.txt")]
    [InlineData(true, "left names.txt empty")]
    public void A_missing_or_empty_output_fails_the_stage_and_is_not_recorded(bool writesEmpty, string expected)
    {
        var stage = _pipeline.Copy() with
        {
            Action = run =>
            {
                if (writesEmpty) File.WriteAllText(Path.Combine(run.Output, "names.txt"), "");
                return 0;
            },
        };
        var result = _pipeline.Build(stage)[0];
        Assert.Equal((Outcome.Failed, 74), (result.Outcome, result.ExitCode));
        Assert.Contains(expected, result.Reason);
        Assert.False(File.Exists(_pipeline.Layout.Record("a")));
        Assert.False(Directory.Exists(_pipeline.Output("a")));
    }

    [Fact]
    public void Leftovers_of_a_killed_run_are_removed()
    {
        Directory.CreateDirectory(_pipeline.Layout.Partial("a"));
        File.WriteAllText(Path.Combine(_pipeline.Layout.Partial("a"), "rubbish"), "x");
        Assert.Equal(Outcome.Executed, _pipeline.Build(_pipeline.Copy())[0].Outcome);
        Assert.False(Directory.Exists(_pipeline.Layout.Partial("a")));
        Assert.Equal(["names.txt"], Directory.GetFiles(_pipeline.Output("a")).Select(Path.GetFileName));
    }

    [Fact]
    public void Outputs_that_were_moved_aside_when_the_machine_stopped_come_back()
    {
        _pipeline.Build(_pipeline.Copy());
        Directory.Move(_pipeline.Output("a"), _pipeline.Output(".a.old"));
        Assert.Equal(Outcome.UpToDate, _pipeline.Build(_pipeline.Copy())[0].Outcome);
        Assert.True(File.Exists(_pipeline.Output("a/names.txt")));
        Assert.False(Directory.Exists(_pipeline.Output(".a.old")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_ends_with_73()
    {
        _pipeline.Write("artifacts", "a file where the folder should be");
        var error = Assert.Throws<StageException>(() => _pipeline.Build(_pipeline.Copy()));
        Assert.Equal(73, error.ExitCode);
        Assert.Contains("artifacts", error.Message);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_said_and_stops_nothing()
    {
        Directory.CreateDirectory(_pipeline.Layout.Report);
        Assert.Equal(Outcome.Executed, _pipeline.Build(_pipeline.Copy())[0].Outcome);
        Assert.Contains(_pipeline.Warnings, warning => warning.Contains("build.json is not written", StringComparison.Ordinal));
    }

    [Fact]
    public void Partial_work_is_kept_under_the_key_until_the_stage_succeeds()
    {
        string? seen = null;
        var stage = _pipeline.Copy() with
        {
            KeepsState = true,
            Action = run =>
            {
                seen = run.State;
                File.WriteAllText(Path.Combine(run.State!, "step"), "7");
                return 74;
            },
        };
        _pipeline.Build(stage);
        Assert.True(File.Exists(Path.Combine(seen!, "step")));

        var copy = _pipeline.Copy();
        _pipeline.Build(copy with { KeepsState = true, Action = run => File.Exists(Path.Combine(run.State!, "step")) ? copy.Action(run) : 1 });
        Assert.Equal(["a"], _pipeline.Ran);
        Assert.False(Directory.Exists(seen));
    }
}
