using DigitPipeline.Incremental.Verification;

namespace DigitPipeline.Incremental.Tests;

public sealed class StageVerificationTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();
    private int _run;

    public StageVerificationTests() => _pipeline.Write("data/1.xml", "one");

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void A_stage_that_gives_the_same_bytes_passes_and_leaves_nothing()
    {
        var result = Verify(_pipeline.Copy());
        Assert.True(result.IsGood);
        Assert.Equal(1, result.Files);
        Assert.False(Directory.Exists(Path.Combine(_pipeline.Layout.Folder, ".verify")));
        Assert.Equal(Outcome.UpToDate, _pipeline.Build(_pipeline.Copy())[0].Outcome);
    }

    [Fact]
    public void The_first_byte_that_differs_is_named_and_both_files_are_there()
    {
        var result = Verify(Writing(run =>
        {
            var bytes = new byte[200_000];
            bytes[150_001] = (byte)_run;
            File.WriteAllBytes(Path.Combine(run.Output, "b"), bytes);
            File.WriteAllText(Path.Combine(run.Output, "a"), "same");
        }));
        var difference = Assert.Single(result.Differences);
        Assert.Equal("b differs from byte 150001 on", difference.ToString());
        Assert.True(File.Exists(difference.First) && File.Exists(difference.Second));
    }

    [Fact]
    public void Outputs_that_are_missing_added_or_longer_are_named()
    {
        var result = Verify(Writing(run =>
        {
            File.WriteAllText(Path.Combine(run.Output, _run == 1 ? "first" : "second"), "x");
            File.WriteAllText(Path.Combine(run.Output, "grows"), new string('x', _run));
        }));
        Assert.Equal(
            ["first was not written again", "grows differs from byte 1 on", "second was not written the last time"],
            result.Differences.Select(difference => difference.ToString()));
    }

    [Fact]
    public void What_is_written_outside_of_the_outputs_is_told()
    {
        var result = Verify(Writing(run =>
        {
            File.WriteAllText(Path.Combine(run.Output, "x"), "x");
            if (_run == 1) return;
            _pipeline.Write("data/9.cache", "x");
            File.AppendAllText(Path.Combine(_pipeline.Data, "1.xml"), "more");
            if (run.Variables.TryGetValue("TMPDIR", out var temporary)) File.WriteAllText(Path.Combine(temporary, "left"), "x");
        }));
        Assert.Empty(result.Differences);
        Assert.Equal(
            [$"{_pipeline.Data}/1.xml was changed", $"{_pipeline.Data}/9.cache was made", "left was left in the folder of temporary files"], result.WrittenElsewhere);
    }

    [Fact]
    public void A_stage_that_is_not_up_to_date_is_not_verified()
    {
        _pipeline.Build(_pipeline.Copy());
        _pipeline.Write("data/2.xml", "two");
        Assert.Contains("data/2.xml added", Assert.Throws<StageException>(() => Verify(_pipeline.Copy(), builds: false)).Message);
    }

    [Fact]
    public void In_other_surroundings_a_stage_is_verified_where_that_is_asked_for_and_what_was_other_is_told()
    {
        void Write(StageRun run) => File.WriteAllText(Path.Combine(run.Output, "x"), "x");
        _pipeline.Build(Writing(Write));
        var elsewhere = Writing(Write, ("container", "sha256:1"));
        Assert.Throws<StageException>(() => Verify(elsewhere, builds: false));
        var result = Verify(elsewhere, builds: false, "container");
        Assert.True(result.IsGood);
        Assert.Equal("container added (sha256:1)", Assert.Single(result.Surroundings).ToString());
        Assert.Throws<StageException>(() => Verify(Writing(Write, ("container", "sha256:1"), ("device", "cuda")), builds: false, "container"));
    }

    private Stage Writing(Action<StageRun> write, params (string Name, string Value)[] environment) => new()
    {
        Name = "w",
        Environment = environment.ToDictionary(entry => entry.Name, entry => entry.Value),
        Action = run =>
        {
            _run++;
            write(run);
            return 0;
        },
    };

    private VerificationResult Verify(Stage stage, bool builds = true, params string[] surroundings)
    {
        if (builds) Assert.Equal(Outcome.Executed, _pipeline.Build(stage)[0].Outcome);
        var options = new SessionOptions { Layout = _pipeline.Layout, Command = "a test" };
        using var session = StageSession.Open(options);
        return new StageVerification(options, [_pipeline.Root], []) { Surroundings = surroundings }.Run(stage, session);
    }
}
