namespace DigitPipeline.Formats.Example;

/// <summary>
/// The order of strings by their UTF-8 bytes, which is that of their code points. Ordinal comparison of UTF-16 differs from it
/// where surrogates meet the code points from U+E000 on.
/// </summary>
public sealed class Utf8Order : IComparer<string>
{
    /// <summary>The one that everybody uses.</summary>
    public static Utf8Order Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        return Compare(x.AsSpan(), y);
    }

    /// <summary>The same for texts that are parts of strings.</summary>
    public static int Compare(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        var shared = x.CommonPrefixLength(y);
        return shared == x.Length || shared == y.Length
            ? x.Length - y.Length
            : Rank(x[shared]) - Rank(y[shared]);
    }

    // Surrogates stand for code points above all others.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + char.MaxValue : unit;
}
