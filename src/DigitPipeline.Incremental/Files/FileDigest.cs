using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace DigitPipeline.Incremental.Files;

/// <summary>SHA-256 as 64 lower-case hexadecimal digits: the only name that content has in this engine.</summary>
public static class FileDigest
{
    private const int SmallFile = 1 << 16, Block = 1 << 20;

    /// <summary>The digest of a file's bytes.</summary>
    public static string OfFile(string path) => OfFile(path, long.MaxValue);

    /// <summary>The digest of bytes in memory.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The first digits of a digest: enough for a person to tell two apart.</summary>
    public static string Short(string digest) => digest.Length > 8 ? digest[..8] : digest;

    /// <summary>Whether a text is a digest: what comes from outside must be before it becomes part of a path.</summary>
    internal static bool IsDigest(string? text) => text is { Length: 64 } && text.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0;

    /// <summary>The digest of a file that should have this size; null when it is not there any more.</summary>
    internal static string? TryOfFile(string path, long size)
    {
        try
        {
            return OfFile(path, size);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static string OfFile(string path, long size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size < SmallFile ? SmallFile : Block);
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = Fill(handle, buffer, 0);
            if (length < buffer.Length) return OfBytes(buffer.AsSpan(0, length));

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var offset = 0L; length > 0; length = Fill(handle, buffer, offset))
            {
                hash.AppendData(buffer, 0, length);
                offset += length;
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // As much as the buffer takes; less only at the end of the file.
    private static int Fill(SafeFileHandle handle, byte[] buffer, long offset)
    {
        var length = 0;
        while (length < buffer.Length && RandomAccess.Read(handle, buffer.AsSpan(length), offset + length) is > 0 and var read) length += read;
        return length;
    }
}
