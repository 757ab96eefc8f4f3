using System.Text;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>The order in which the entries of a map are printed: numbers by value, false before true, strings by code point.</summary>
internal sealed class MapKeyOrder : IComparer<object>
{
    /// <inheritdoc/>
    public int Compare(object? x, object? y) => (x, y) switch
    {
        (string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)),
        _ => ((IComparable)x!).CompareTo(y),
    };
}
