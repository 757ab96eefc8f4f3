using System.Text;

namespace DigitPipeline.Formats;

/// <summary>Writes files that appear whole or not at all: a temporary sibling, flushed to disk, is renamed into place.</summary>
public static class WholeFile
{
    /// <summary>Writes bytes, replacing a file that is there.</summary>
    /// <exception cref="IOException">The folder is missing, not writable or full; an older file is still as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var partial = path + ".partial";
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <exception cref="IOException">As for bytes.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));
}
