using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DigitPipeline.Datasets.Layout;

/// <summary>SHA-256 of a file's content as a value that is small and sorts as its hexadecimal form does.</summary>
internal readonly record struct ContentDigest(UInt128 High, UInt128 Low) : IComparable<ContentDigest>
{
    /// <summary>The digest of some bytes.</summary>
    public static ContentDigest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return From(hash);
    }

    /// <summary>A digest in hexadecimal; the empty text, which stands for a file that cannot be read, is the smallest.</summary>
    public static ContentDigest Parse(string hexadecimal) => hexadecimal.Length == 0 ? default : From(Convert.FromHexString(hexadecimal));

    /// <inheritdoc/>
    public int CompareTo(ContentDigest other) => High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);

    private static ContentDigest From(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
}
