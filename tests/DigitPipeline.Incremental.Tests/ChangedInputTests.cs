namespace DigitPipeline.Incremental.Tests;

public sealed class ChangedInputTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public ChangedInputTests() => _pipeline.Write("data/1.xml", "one");

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData("data/1.xml", "two")]
    [InlineData("data/2.xml", "new")]
    public void Outputs_made_while_an_input_changed_are_not_kept(string name, string text)
    {
        var copy = _pipeline.Copy();
        var result = _pipeline.Build(copy with
        {
            Action = run =>
            {
                _pipeline.Write(name, text);
                return copy.Action(run);
            },
        })[0];
        Assert.Equal((Outcome.Failed, 75), (result.Outcome, result.ExitCode));
        Assert.Contains("an input changed while it ran", result.Reason);
        Assert.False(Directory.Exists(_pipeline.Output("a")));
        Assert.Equal(Outcome.Executed, _pipeline.Build(copy)[0].Outcome);
    }

    [Fact]
    public void An_input_that_was_changed_and_set_right_again_counts_as_changed()
    {
        var copy = _pipeline.Copy();
        var result = _pipeline.Build(copy with
        {
            Action = run =>
            {
                _pipeline.Write("data/1.xml", "two");
                _pipeline.Write("data/1.xml", "one");
                return copy.Action(run);
            },
        })[0];
        Assert.Equal(Outcome.Failed, result.Outcome);
        Assert.Contains("1.xml was written", result.Reason);
    }
}
