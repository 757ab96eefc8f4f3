using System.Formats.Tar;
using System.IO.Compression;
using DigitPipeline.Formats.Files;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Bundle;

/// <summary>
/// A bundle as one <c>tar.gz</c>. Names are sorted; owner, permissions and times are fixed; so the same files give the same bytes.
/// </summary>
public static class BundleArchive
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // More than any bundle holds: what claims to hold more is no bundle.
    private const int MostFiles = 10_000;

    /// <summary>Packs a folder; the archive appears whole or not at all.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="archive">The file to write, outside of the folder.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Pack(string folder, string archive)
    {
        using var file = new AtomicFile(archive);
        using (var zipped = new PortableGZip(file.Stream))
        using (var tar = new TarWriter(zipped, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var name in Sha256Sums.AllFiles(folder))
            {
                using var content = File.OpenRead(Path.Combine(folder, name));
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = FileMode, ModificationTime = DateTimeOffset.UnixEpoch });
            }
        }

        file.Commit();
    }

    /// <summary>Unpacks an archive into a new folder. Nothing is written outside of it, and a damaged archive leaves nothing.</summary>
    /// <exception cref="FormatException">It is damaged, or has entries that a bundle has not.</exception>
    /// <exception cref="IOException">The folder is there already, or cannot be written.</exception>
    public static void Unpack(string archive, string folder)
    {
        if (Directory.Exists(folder))
        {
            throw new IOException($"{folder} is there already");
        }

        var partial = folder + ".partial";
        Directory.CreateDirectory(partial);
        try
        {
            using (var file = File.OpenRead(archive))
            using (var unzipped = new GZipStream(file, CompressionMode.Decompress))
            using (var tar = new TarReader(unzipped))
            {
                for (var count = 0; tar.GetNextEntry() is { } entry; count++)
                {
                    Unpack(entry, partial, archive, count);
                }
            }

            Directory.Move(partial, folder);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException)
        {
            throw FormatException.InFile(archive, $"the archive is damaged: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static void Unpack(TarEntry entry, string folder, string archive, int count)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || count >= MostFiles || !BundleFileName.IsInside(entry.Name))
        {
            throw FormatException.InFile(archive, $"'{entry.Name}' is no file of a bundle (a {entry.EntryType}); the archive was not made by digits");
        }

        var path = Path.Combine(folder, entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var target = new FileStream(path, System.IO.FileMode.CreateNew, FileAccess.Write);
        entry.DataStream?.CopyTo(target);
    }
}
