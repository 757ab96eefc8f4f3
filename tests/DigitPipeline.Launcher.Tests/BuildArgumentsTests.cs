namespace DigitPipeline.Launcher.Tests;

public sealed class BuildArgumentsTests
{
    [Fact]
    public void Without_a_root_folder_the_repository_is_it()
    {
        var arguments = BuildArguments.Of(["Train", "--wait"], "/repo");
        Assert.Equal(["Train", "--wait", "--root", "/repo"], arguments.All);
        Assert.Equal("/repo", arguments.RunRoot);
    }

    [Theory]
    [InlineData("--root", "/other")]
    [InlineData("-Root", "/other")]
    public void A_root_folder_that_is_given_counts(string name, string value)
    {
        var arguments = BuildArguments.Of([name, value, "--wait"], "/repo");
        Assert.Equal([name, value, "--wait"], arguments.All);
        Assert.Equal(Path.GetFullPath(value), arguments.RunRoot);
    }

    [Theory]
    [InlineData("--root")]
    [InlineData("--root", "a", "b")]
    [InlineData("--root", "a", "--root", "b")]
    public void What_only_the_build_can_judge_is_left_to_it(params string[] given) => Assert.Null(BuildArguments.Of(given, "/repo").RunRoot);
}
