using DigitPipeline.Build.Tests.Samples;
using Nuke.Common;

namespace DigitPipeline.Build.Tests.Parameters;

public sealed class UnknownNamesTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void An_unknown_argument_is_rejected_with_a_suggestion_and_the_list()
    {
        var outcome = sandbox.Run<Sample>("--pipelin", "smoke");

        Assert.Equal(64, outcome.ExitCode);
        Assert.Empty(outcome.Logged);
        Assert.Contains("Unknown argument '--pipelin'. Did you mean '--pipeline'? Arguments are: --continue, --help,", outcome.Error);
    }

    [Fact]
    public void An_argument_like_nothing_known_gets_no_suggestion() =>
        Assert.Contains("Unknown argument '--xyzzy'. Arguments are:", sandbox.Run<Sample>("--xyzzy").Error);

    [Fact]
    public void Name_and_value_in_one_word_are_taken_apart_in_the_message() =>
        Assert.Contains("Name and value are separate words: --pipeline smoke", sandbox.Run<Sample>("--pipeline=smoke").Error);

    [Fact]
    public void An_argument_given_twice_is_rejected() =>
        Assert.Contains(
            "--pipeline is given 2 times; give it once, with all its values.",
            sandbox.Run<Sample>("--pipeline", "a", "--Pipeline", "b").Error);

    [Theory]
    [InlineData("Defualt")]
    [InlineData("--target", "Defualt")]
    [InlineData("--skip", "Defualt")]
    public void An_unknown_target_is_rejected_with_a_suggestion_and_the_list(params string[] arguments)
    {
        var outcome = sandbox.Run<ChainBuild>(arguments);

        Assert.Equal(64, outcome.ExitCode);
        Assert.Empty(outcome.Logged);
        Assert.Contains("Target with name 'Defualt' does not exist. Did you mean 'Default'? Available targets are:", outcome.Error);
        Assert.Contains("  - A", outcome.Error);
    }

    [Fact]
    public void A_parameter_cannot_take_the_name_of_a_built_in_one() =>
        Assert.Contains("'Skip' has the name of another or of a built-in one", sandbox.Run<Clashing>().Error);

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        [Parameter] private string? Pipeline { get; set; }

        private Target Default => _ => _.Executes(() => Serilog.Log.Information("{Pipeline}", Pipeline));
    }

    private sealed class Clashing : NukeBuild
    {
        [Parameter] private bool Skip { get; set; }

        private Target Default => _ => _.OnlyWhenDynamic(() => Skip);
    }
}
