using System.Diagnostics.CodeAnalysis;

namespace DigitPipeline.Formats.Tests;

/// <summary>Arrays are equal where their bytes are.</summary>
public sealed class ByteArrays : IEqualityComparer<byte[]>
{
    /// <summary>The one that everybody uses.</summary>
    public static ByteArrays Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] byte[] obj) => obj.Length;
}
