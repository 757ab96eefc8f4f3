using Nuke.Common.IO;

namespace DigitPipeline.Build.Tests.IO;

public sealed class GlobbingTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("*.xml", "b.xml")]
    [InlineData("**/*.xml", "b.xml", "train/a.xml", "train/deep/c.xml")]
    [InlineData("train/**/*.xml", "train/a.xml", "train/deep/c.xml")]
    [InlineData("*/a.?ml", "train/a.xml")]
    [InlineData("missing/*.xml")]
    public void Files_match_by_pattern_in_ordinal_order(string pattern, params string[] expected)
    {
        var data = sandbox.Root / "data";
        foreach (var file in (string[])["train/deep/c.xml", "train/a.xml", "b.xml", "train/a.png"])
            (data / file).WriteAllText("");

        Assert.Equal(expected.Select(file => data / file), data.GlobFiles(pattern));
    }

    [Fact]
    public void Folders_match_too()
    {
        (sandbox.Root / "src" / "Formats" / "obj").CreateDirectory();

        Assert.Equal([sandbox.Root / "src" / "Formats" / "obj"], sandbox.Root.GlobDirectories("src/*/obj", "**/obj"));
    }

    public void Dispose() => sandbox.Dispose();
}
