using DigitPipeline.Incremental.Faults;
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
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        Directory.CreateDirectory(folder);
        var temporary = TemporaryName.For(path);
        try
        {
            WritePoint.Reach($"{name}: before it is written");
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read, 0))
            {
                stream.Write(content[..(content.Length / 2)]);
                WritePoint.Reach($"{name}: half written");
                stream.Write(content[(content.Length / 2)..]);
                stream.Flush(flushToDisk: durable);
            }

            WritePoint.Reach($"{name}: before it is renamed into place");
            File.Move(temporary, path, overwrite: true);
            WritePoint.Reach($"{name}: in place, not flushed");
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        if (durable && LibC.Available) LibC.Flush(folder);
    }
}
