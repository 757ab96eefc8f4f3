namespace DigitPipeline.Incremental.Tests;

public sealed class StageSessionTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public StageSessionTests() => _pipeline.Write("data/1.xml", "one");

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void The_first_run_executes_and_the_second_does_nothing()
    {
        var first = Build();
        Assert.All(first, result => Assert.Equal((Outcome.Executed, "first run"), (result.Outcome, result.Reason)));
        var second = Build();
        Assert.All(second, result => Assert.Equal(Outcome.UpToDate, result.Outcome));
        Assert.Empty(_pipeline.Ran);
        Assert.Contains("outputs intact", second[0].Reason);
    }

    [Fact]
    public void A_changed_file_is_named_with_old_and_new_digest()
    {
        Build();
        _pipeline.Write("data/1.xml", "two");
        Assert.Matches("^data/1.xml [0-9a-f]{8} -> [0-9a-f]{8}$", Build()[0].Reason);
    }

    [Fact]
    public void A_change_of_the_same_size_right_after_a_run_is_seen()
    {
        for (var i = 0; i < 20; i++)
        {
            _pipeline.Write("data/1.xml", FormattableString.Invariant($"{i:D2}"));
            Assert.Equal(Outcome.Executed, Build()[0].Outcome);
        }
    }

    [Fact]
    public void Touching_a_file_without_changing_it_does_nothing()
    {
        Build();
        File.SetLastWriteTimeUtc(Path.Combine(_pipeline.Data, "1.xml"), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(Outcome.UpToDate, Build()[0].Outcome);
    }

    [Fact]
    public void A_changed_parameter_and_a_changed_tool_are_named()
    {
        _pipeline.Parameters = """{"train":{"steps":500}}""";
        Build();
        (_pipeline.Parameters, _pipeline.Tool) = ("""{"train":{"steps":600}}""", "1.1");
        Assert.Equal("train.steps 500 -> 600, copier 1.0 -> 1.1", Build()[0].Reason);
    }

    [Fact]
    public void The_first_few_changes_are_named_and_the_rest_counted()
    {
        Build();
        for (var i = 2; i < 9; i++) _pipeline.Write($"data/{i:D}.xml", "x");
        Assert.Matches("^data/2.xml added .*, data/3.xml added .*, data/4.xml added .* and 4 more$", Build()[0].Reason);
    }

    [Fact]
    public void The_executable_bit_counts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "not run: there is no executable bit here");
        Build();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(_pipeline.Data, "1.xml"), (UnixFileMode)0b111_101_101);
        Assert.EndsWith("+x", Build()[0].Reason);
    }

    [Fact]
    public void A_stage_whose_inputs_came_out_the_same_is_cut_off()
    {
        Build();
        _pipeline.Write("data/1.xml", "other content, same name");
        var results = Build();
        Assert.Equal([Outcome.Executed, Outcome.CutOff], results.Select(result => result.Outcome));
        Assert.Equal(["a"], _pipeline.Ran);
    }

    [Fact]
    public void Going_back_to_earlier_inputs_restores_the_outputs()
    {
        Build();
        var before = File.ReadAllText(_pipeline.Output("b/count.txt"));
        _pipeline.Write("data/2.xml", "two");
        Assert.All(Build(), result => Assert.Equal(Outcome.Executed, result.Outcome));
        File.Delete(Path.Combine(_pipeline.Data, "2.xml"));
        var results = Build();
        Assert.Equal([Outcome.Restored, Outcome.Restored], results.Select(result => result.Outcome));
        Assert.Equal("data/2.xml removed", results[0].Reason);
        Assert.Empty(_pipeline.Ran);
        Assert.Equal(before, File.ReadAllText(_pipeline.Output("b/count.txt")));
    }

    [Fact]
    public void The_report_says_what_became_of_each_stage()
    {
        Build();
        using var report = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_pipeline.Layout.Report));
        var stages = report.RootElement.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal(["a", "b"], stages.Select(stage => stage.GetProperty("name").GetString()));
        Assert.All(stages, stage => Assert.Equal("executed", stage.GetProperty("outcome").GetString()));
        Assert.All(stages, stage => Assert.Equal(64, stage.GetProperty("key").GetString()!.Length));
    }

    [Fact]
    public void A_missing_input_fails_with_66_and_says_what_to_do()
    {
        var result = _pipeline.Build(new Stage
        {
            Name = "a",
            Inputs = [new StageInput("data", "/nowhere/at/all") { Remedy = "use --data" }],
            Action = _ => 0,
        })[0];
        Assert.Equal((Outcome.Failed, 66), (result.Outcome, result.ExitCode));
        Assert.Equal("input data is not there: /nowhere/at/all; use --data", result.Reason);
    }

    private StageResult[] Build() => _pipeline.Build(_pipeline.Copy(), _pipeline.Count());
}
