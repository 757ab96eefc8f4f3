using System.Formats.Tar;
using System.IO.Compression;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Checkpoints packed as <c>.tar.gz</c>, as the model zoo gives them out.</summary>
public static class CheckpointArchive
{
    /// <summary>True where a path is named as an archive.</summary>
    public static bool IsArchive(string path) =>
        path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Unpacks the checkpoint of an archive, and the <c>pipeline.config</c> where there is one, into a folder, without the
    /// archive's own folders and without the variables of a SavedModel.
    /// </summary>
    /// <returns>The prefix of the checkpoint.</returns>
    /// <exception cref="FormatException">The archive is damaged or holds no checkpoint, or one name twice.</exception>
    public static string Extract(string archive, string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read);
            using Stream? inflated = archive.EndsWith(".tar", StringComparison.OrdinalIgnoreCase)
                ? null
                : new GZipStream(file, CompressionMode.Decompress);
            using var tar = new TarReader(inflated ?? file);
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is not null && IsWanted(entry.Name))
                {
                    Unpack(entry, Path.Combine(folder, Path.GetFileName(entry.Name)), archive);
                }
            }

            return CheckpointLocator.Find(folder);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException)
        {
            throw FormatException.InFile(archive, $"the archive is damaged: {exception.Message}", exception);
        }
        catch (FileNotFoundException exception) when (exception.FileName == folder)
        {
            throw FormatException.InFile(archive, "the archive holds no checkpoint (a file that ends in .index)", exception);
        }
    }

    private static bool IsWanted(string name)
    {
        var parts = name.Split('/');
        return !parts.Contains("saved_model") && !parts[^1].StartsWith('.')
            && (parts[^1] is CheckpointState.FileName or "pipeline.config"
                || parts[^1].EndsWith(".index", StringComparison.Ordinal)
                || parts[^1].Contains(".data-", StringComparison.Ordinal));
    }

    private static void Unpack(TarEntry entry, string path, string archive)
    {
        if (File.Exists(path))
        {
            throw FormatException.InFile(archive, $"two files are named {Path.GetFileName(path)}; unpack the one that is meant by hand");
        }

        using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        entry.DataStream!.CopyTo(target);
    }
}
