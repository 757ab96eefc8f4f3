namespace DigitPipeline.Cli.Tests;

public sealed class CommandLineTests
{
    private static readonly string[] Verbs =
        ["validate", "records", "config", "train", "evaluate", "export", "predict", "synthesize", "metrics"];

    [Theory]
    [InlineData("trian", "Did you mean train?")]
    [InlineData("validate --dta x", "Did you mean --data?")]
    [InlineData("inspect recrd x", "Did you mean record?")]
    public void A_misspelt_word_is_refused_with_a_suggestion(string line, string suggestion)
    {
        var run = CommandRun.Of(line.Split(' ')).Expect(64);
        Assert.Contains(suggestion, run.Status, StringComparison.Ordinal);
        Assert.Empty(run.Data);
    }

    [Theory]
    [InlineData("records --data x", "--output")]
    [InlineData("train --output x", "--pipeline")]
    [InlineData("predict a.jpg", "--model")]
    [InlineData("export --config c --output x", "")]
    [InlineData("predict --model m --min-score 2 a.jpg", "--min-score")]
    [InlineData("predict --model m --max-detections 0 a.jpg", "--max-detections")]
    [InlineData("synthesize --train -1 --output x", "--train")]
    public void A_missing_or_bad_option_is_named(string line, string option)
    {
        var run = CommandRun.Of(line.Split(' '));
        Assert.True(run.ExitCode is 64 or 66, $"{run.ExitCode} {run.Status}");
        Assert.Contains(option, run.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_verb_has_help_with_an_example()
    {
        foreach (var verb in Verbs)
        {
            var run = CommandRun.Of(verb, "--help").Expect(0);
            Assert.Contains($"Example: digits {verb}", run.Data, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_help_lists_verbs_and_exit_codes()
    {
        var help = CommandRun.Of("--help").Expect(0).Data;
        Assert.All(Verbs, verb => Assert.Contains(verb, help, StringComparison.Ordinal));
        Assert.Contains("130 interrupted", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate --data nowhere")]
    [InlineData("validate --pipeline nowhere")]
    [InlineData("inspect config nowhere")]
    [InlineData("inspect record nowhere")]
    [InlineData("inspect checkpoint nowhere")]
    [InlineData("inspect events nowhere")]
    [InlineData("metrics --ground-truth nowhere --detections nowhere")]
    [InlineData("predict --model nowhere a.jpg")]
    public void A_missing_input_is_named(string line)
    {
        var run = CommandRun.Of(line.Split(' ')).Expect(66);
        Assert.Contains("nowhere", run.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_finds_no_room_is_an_error_and_no_crash()
    {
        using var disk = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var run = CommandRun.Of(new StreamWriter(disk), "--help").Expect(74);
        Assert.Contains("Free some space", run.Status, StringComparison.Ordinal);
    }
}
