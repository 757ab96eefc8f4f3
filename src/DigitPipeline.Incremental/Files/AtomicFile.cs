using DigitPipeline.Incremental.Native;

namespace DigitPipeline.Incremental.Files;

/// <summary>A file that appears whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes a temporary sibling and renames it.</summary>
    /// <param name="path">The file; its folder is made where absent.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="durable">Whether the bytes and the name are on disk when the call returns: not needed for what can be computed again.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, bool durable = true)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var temporary = FormattableString.Invariant($"{path}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: durable);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        if (durable && LibC.Available) LibC.FlushFolder(folder);
    }
}
