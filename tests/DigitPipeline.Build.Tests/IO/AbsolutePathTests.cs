using Nuke.Common.IO;

namespace DigitPipeline.Build.Tests.IO;

public sealed class AbsolutePathTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("/a/b", "c", "/a/b/c")]
    [InlineData("/a/b/", "../c", "/a/c")]
    [InlineData("/a/./b", "c/", "/a/b/c")]
    [InlineData("/", "a", "/a")]
    public void A_slash_goes_down_and_two_dots_go_up(string left, string right, string expected) =>
        Assert.Equal(expected, (string)((AbsolutePath)left / right));

    [Fact]
    public void Paths_are_equal_when_they_name_the_same_place()
    {
        AbsolutePath path = "/a/b/../c";

        Assert.True(path == "/a/c/");
        Assert.Equal(((AbsolutePath)"/a/c").GetHashCode(), path.GetHashCode());
        Assert.True(path != "/a/C");
    }

    [Fact]
    public void A_path_has_name_extension_and_parent()
    {
        AbsolutePath path = "/data/digits/one.tar.gz";

        Assert.Equal(("one.tar.gz", "one.tar", ".gz", "/data/digits"), (path.Name, path.NameWithoutExtension, path.Extension, path.Parent.ToString()));
        Assert.Null(((AbsolutePath)"/").Parent);
    }

    [Fact]
    public void A_relative_path_is_rejected() =>
        Assert.Contains("'a/b' is not an absolute path", Assert.Throws<ArgumentException>(() => (AbsolutePath)"a/b").Message);

    [Fact]
    public void Null_stays_null()
    {
        Assert.Null((AbsolutePath?)(string?)null);
        Assert.Null((string?)(AbsolutePath?)null);
    }

    [Fact]
    public void Folders_are_created_emptied_and_deleted()
    {
        var folder = sandbox.Root / "x" / "y";
        (folder.CreateDirectory() / "file").WriteAllText("text");
        Assert.Equal("text\n", (folder / "file").ReadAllText());

        Assert.True(folder.CreateOrCleanDirectory().DirectoryExists());
        Assert.False((folder / "file").FileExists());

        folder.DeleteDirectory();
        folder.DeleteDirectory();
        Assert.False(folder.DirectoryExists());
    }

    public void Dispose() => sandbox.Dispose();
}
