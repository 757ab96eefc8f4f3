using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Tests.Files;

public sealed class FolderListingTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void Names_are_relative_with_slashes_and_in_ordinal_order()
    {
        foreach (var name in (string[])["b", "a/z", "a.txt", "B", "ä", ".hidden"]) _pipeline.Write("data/" + name, "x");
        Assert.Equal([".hidden", "B", "a.txt", "a/z", "b", "ä"], FolderListing.Of(_pipeline.Data).Select(file => file.Name));
    }

    [Fact]
    public void A_link_to_a_file_is_the_file()
    {
        File.CreateSymbolicLink(Path.Combine(_pipeline.Data, "link"), _pipeline.Write("elsewhere", "12345"));
        Assert.Equal(5, Assert.Single(FolderListing.Of(_pipeline.Data)).State.Size);
    }

    [Fact]
    public void A_link_to_a_folder_and_a_link_to_nothing_are_errors()
    {
        var link = Path.Combine(_pipeline.Data, "link");
        Directory.CreateSymbolicLink(link, _pipeline.Root);
        Assert.Contains("link to the folder", Assert.Throws<StageException>(() => FolderListing.Of(_pipeline.Data)).Message);
        Directory.Delete(link);
        File.CreateSymbolicLink(link, Path.Combine(_pipeline.Root, "nothing"));
        Assert.Contains("link to nothing", Assert.Throws<StageException>(() => FolderListing.Of(_pipeline.Data)).Message);
    }
}
