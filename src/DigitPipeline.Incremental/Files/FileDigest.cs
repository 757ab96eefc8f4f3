using System.Security.Cryptography;

namespace DigitPipeline.Incremental.Files;

/// <summary>SHA-256 as 64 lower-case hexadecimal digits: the only name that content has in this engine.</summary>
public static class FileDigest
{
    /// <summary>The digest of a file's bytes.</summary>
    public static string OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The digest of bytes in memory.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The first digits of a digest: enough for a person to tell two apart.</summary>
    public static string Short(string digest) => digest.Length > 8 ? digest[..8] : digest;
}
