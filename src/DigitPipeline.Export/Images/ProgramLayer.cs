using System.Formats.Tar;
using System.Security.Cryptography;
using DigitPipeline.Formats.Files;

namespace DigitPipeline.Export.Images;

/// <summary>
/// A folder as a layer of an image. Names are sorted; owners, permissions and times are fixed; so the same files give the same bytes. It is
/// not compressed: what a compressor gives depends on its version, and the time that it takes is longer than that of copying.
/// </summary>
internal static class ProgramLayer
{
    public const string MediaType = "application/vnd.oci.image.layer.v1.tar";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserWrite;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes the layer.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="place">Where it is in the image, such as <c>/opt/program</c>.</param>
    /// <param name="file">The file to write.</param>
    /// <param name="executables">The names of files that can be started.</param>
    /// <returns>The digest of the file.</returns>
    public static string Write(string folder, string place, string file, params string[] executables)
    {
        using var target = new AtomicFile(file, bufferSize: 1 << 20);
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(target.Stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var tar = new TarWriter(hashed, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var path in Folders(folder, place.Trim('/')))
            {
                tar.WriteEntry(Entry(new UstarTarEntry(TarEntryType.Directory, path + "/"), Executable));
            }

            foreach (var name in Files(folder))
            {
                using var content = File.OpenRead(Path.Combine(folder, name));
                var entry = new UstarTarEntry(TarEntryType.RegularFile, $"{place.Trim('/')}/{name}") { DataStream = content };
                tar.WriteEntry(Entry(entry, executables.Contains(name) ? Executable : Readable));
            }
        }

        target.Commit();
        return "sha256:" + Convert.ToHexStringLower(hash.Hash!);
    }

    private static UstarTarEntry Entry(UstarTarEntry entry, UnixFileMode mode)
    {
        (entry.Mode, entry.ModificationTime, entry.Uid, entry.Gid) = (mode, DateTimeOffset.UnixEpoch, 0, 0);
        return entry;
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Relative(folder, file)).Order(StringComparer.Ordinal);

    // Those that lead to the place, then those below it.
    private static IEnumerable<string> Folders(string folder, string place)
    {
        var parts = place.Split('/');
        var above = Enumerable.Range(1, parts.Length).Select(count => string.Join('/', parts[..count]));
        var below = Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories)
            .Select(path => $"{place}/{Relative(folder, path)}");
        return above.Concat(below.Order(StringComparer.Ordinal));
    }

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
