using System.Formats.Tar;
using System.IO.Compression;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Formats.Tests.Checkpoint;

public class CheckpointLocatorTests
{
    private static readonly BundleTensor[] Step = [BundleTensor.OfInt64s("step", [], [1])];

    [Theory]
    [InlineData("ckpt-9")]
    [InlineData("ckpt-9.index")]
    [InlineData("ckpt-9.data-00000-of-00001")]
    public void A_prefix_or_one_of_its_files_names_a_checkpoint(string name)
    {
        using var folder = Folder("ckpt-9");
        Assert.Equal(folder["ckpt-9"], CheckpointLocator.Find(folder[name]));
    }

    [Fact]
    public void The_highest_number_is_the_latest_where_no_file_says_it()
    {
        using var folder = Folder("ckpt-9", "ckpt-10");
        Assert.Equal(folder["ckpt-10"], CheckpointLocator.Find(folder[""].TrimEnd('/')));
    }

    [Fact]
    public void A_state_from_another_machine_is_followed_by_name()
    {
        using var folder = Folder("ckpt-9", "ckpt-10");
        new CheckpointState(@"C:\models\ckpt-9", []).Write(folder[""]);
        Assert.EndsWith("ckpt-9", CheckpointLocator.Find(folder[""].TrimEnd('/')), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_checkpoint_is_the_error_says_what_was_expected()
    {
        using var folder = Folder();
        Assert.Contains("expected", Assert.Throws<FileNotFoundException>(() => CheckpointLocator.Find(folder["ckpt-1"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checkpoint_of_a_zoo_archive_is_unpacked_without_its_saved_model()
    {
        using var folder = Folder("ckpt-0");
        var archive = Pack(folder, "zoo/checkpoint/ckpt-0.index", "zoo/checkpoint/ckpt-0.data-00000-of-00001", "zoo/saved_model/variables/variables.index", "../../evil.index.txt");
        var prefix = CheckpointArchive.Extract(archive, folder["out"]);
        Assert.Equal(Path.Combine(folder["out"], "ckpt-0"), prefix);
        Assert.Equal([1L], TensorBundleReader.Open(prefix).Read("step").Int64s());
        Assert.Equal(2, Directory.GetFiles(folder["out"]).Length);
    }

    [Fact]
    public void An_archive_that_is_damaged_or_empty_or_ambiguous_is_an_error()
    {
        using var folder = Folder("ckpt-0");
        var damaged = folder.Write("damaged.tar.gz", [1, 2, 3]);
        Assert.Throws<FormatException>(() => CheckpointArchive.Extract(damaged, folder["a"]));
        Assert.Contains("no checkpoint", Assert.Throws<FormatException>(() => CheckpointArchive.Extract(Pack(folder, "readme"), folder["b"])).Message, StringComparison.Ordinal);
        var twice = Pack(folder, "x/ckpt-0.index", "y/ckpt-0.index");
        Assert.Contains("two files are named", Assert.Throws<FormatException>(() => CheckpointArchive.Extract(twice, folder["c"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_is_opened_like_a_folder_and_leaves_nothing_behind()
    {
        using var folder = Folder("ckpt-0");
        string unpacked;
        using (var source = CheckpointSource.Open(Pack(folder, "zoo/checkpoint/ckpt-0.index", "zoo/checkpoint/ckpt-0.data-00000-of-00001")))
        {
            unpacked = Path.GetDirectoryName(source.Prefix)!;
            Assert.Equal([1L], TensorBundleReader.Open(source.Prefix).Read("step").Int64s());
        }

        Assert.False(Directory.Exists(unpacked));
        using var found = CheckpointSource.Open(folder["ckpt-0"]);
        Assert.Equal(folder["ckpt-0"], found.Prefix);
    }

    private static TemporaryFolder Folder(params string[] prefixes)
    {
        var folder = new TemporaryFolder();
        foreach (var prefix in prefixes)
        {
            TensorBundleWriter.Write(folder[prefix], Step);
        }

        return folder;
    }

    private static string Pack(TemporaryFolder folder, params string[] names)
    {
        using var file = File.Create(folder["zoo.tar.gz"]);
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        foreach (var name in names)
        {
            var source = folder[Path.GetFileName(name)];
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(File.Exists(source) ? File.ReadAllBytes(source) : [1, 2, 3]),
            });
        }

        return file.Name;
    }
}
