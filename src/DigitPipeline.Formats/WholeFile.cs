using System.Text;
using DigitPipeline.Formats.Files;

namespace DigitPipeline.Formats;

/// <summary>Writes files that appear whole or not at all (<see cref="AtomicFile"/>), where the content is at hand.</summary>
public static class WholeFile
{
    /// <summary>Writes bytes, replacing a file that is there.</summary>
    /// <exception cref="IOException">The folder is missing, not writable or full; an older file is still as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(bytes);
        file.Commit();
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <exception cref="IOException">As for bytes.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));
}
