using DigitPipeline.Formats.Example;

namespace DigitPipeline.Datasets.Layout;

/// <summary>Names of files without their ending, by which pictures and annotations belong together.</summary>
internal static class FileStem
{
    /// <summary><c>a/1</c> of <c>a/1.png</c>.</summary>
    public static ReadOnlySpan<char> Of(string file) => file.AsSpan()[..^Path.GetExtension(file.AsSpan()).Length];

    /// <summary>Order by stem, then by the whole name: what belongs together stands side by side.</summary>
    public static int Compare(string x, string y) =>
        Utf8Order.Compare(Of(x), Of(y)) is not 0 and var order ? order : Utf8Order.Compare(x, y);

    /// <summary>The names that have one stem, of names in this order.</summary>
    public static IEnumerable<ArraySegment<string>> Groups(string[] names)
    {
        for (int start = 0, end = 1; start < names.Length; start = end++)
        {
            while (end < names.Length && Of(names[end]).SequenceEqual(Of(names[start])))
            {
                end++;
            }

            yield return new ArraySegment<string>(names, start, end - start);
        }
    }
}
