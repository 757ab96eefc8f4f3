using System.Buffers;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Layout;

/// <summary>A file's bytes in a borrowed buffer, which goes back with <see cref="Dispose"/>: many files need the memory of a few.</summary>
internal sealed class FileBytes : IDisposable
{
    private readonly byte[] buffer;

    private FileBytes(byte[] buffer, int length) => (this.buffer, Length) = (buffer, length);

    /// <summary>Number of bytes.</summary>
    public int Length { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, Length);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">The file is larger than any picture may be.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileBytes Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength)
        {
            throw FormatException.InFile(
                path, FormattableString.Invariant($"the file has {length} bytes; no picture is that large: remove it"));
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        var filled = 0;
        while (filled < length && RandomAccess.Read(file, buffer.AsSpan(filled, (int)length - filled), filled) is > 0 and var read)
        {
            filled += read;
        }

        return new FileBytes(buffer, filled);
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
