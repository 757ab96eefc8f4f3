using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using DigitPipeline.Export.Bundle;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Tests.Bundle;

public sealed class BundleArchiveTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("archive");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void The_same_files_give_the_same_bytes_whatever_their_times_and_modes()
    {
        var (first, second) = (Folder("a"), Folder("b"));
        foreach (var file in Directory.GetFiles(second, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Assert.Equal(File.ReadAllBytes(Pack(first, "a.tar.gz")), File.ReadAllBytes(Pack(second, "b.tar.gz")));
    }

    [Fact]
    public void An_unpacked_archive_is_the_folder_again_and_tar_reads_it()
    {
        var archive = Pack(Folder("a"), "a.tar.gz");
        BundleArchive.Unpack(archive, Path.Combine(root.FullName, "again"));
        Assert.Equal(Files(Path.Combine(root.FullName, "a")), Files(Path.Combine(root.FullName, "again")));
        using var tar = Process.Start(new ProcessStartInfo("tar", ["-tzf", archive]) { RedirectStandardOutput = true })!;
        Assert.Equal("big\nempty\nsub/deep/text\n", tar.StandardOutput.ReadToEnd());
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/outside")]
    [InlineData("a/../../outside")]
    public void Nothing_is_written_outside_of_the_folder(string name)
    {
        var archive = Path.Combine(root.FullName, "evil.tar.gz");
        using (var zipped = new GZipStream(File.Create(archive), CompressionLevel.Fastest))
        using (var tar = new TarWriter(zipped))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) });
        }

        Assert.Contains("is no file of a bundle", Assert.Throws<FormatException>(() => BundleArchive.Unpack(archive, Path.Combine(root.FullName, "out"))).Message, StringComparison.Ordinal);
        Assert.Equal(["evil.tar.gz"], root.GetFileSystemInfos().Select(f => f.Name));
    }

    [Fact]
    public void A_cut_archive_leaves_nothing()
    {
        var archive = Pack(Folder("a"), "a.tar.gz");
        File.WriteAllBytes(archive, File.ReadAllBytes(archive)[..^2000]);
        Assert.Contains("the archive is damaged", Assert.Throws<FormatException>(() => BundleArchive.Unpack(archive, Path.Combine(root.FullName, "out"))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(root.FullName, "out")) || Directory.Exists(Path.Combine(root.FullName, "out.partial")));
    }

    private string Pack(string folder, string name)
    {
        var archive = Path.Combine(root.FullName, name);
        BundleArchive.Pack(folder, archive);
        return archive;
    }

    private string Folder(string name)
    {
        var folder = root.CreateSubdirectory(name);
        folder.CreateSubdirectory("sub/deep");
        File.WriteAllText(Path.Combine(folder.FullName, "sub", "deep", "text"), "text");
        File.WriteAllText(Path.Combine(folder.FullName, "empty"), "");
        var big = new byte[300_000];
        new Random(1).NextBytes(big);
        File.WriteAllBytes(Path.Combine(folder.FullName, "big"), big);
        return folder.FullName;
    }

    private static string[] Files(string folder) => [.. Sha256Sums.Of(folder).Select(f => $"{f.Path} {f.Sha256}")];
}
