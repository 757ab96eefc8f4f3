using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Keys;

/// <summary>One difference between two keys.</summary>
/// <param name="What">The file, parameter, tool or variable.</param>
/// <param name="Old">Digest or value before; null: it was not there.</param>
/// <param name="New">Digest or value now; null: it is gone.</param>
public sealed record KeyChange(string What, string? Old, string? New)
{
    /// <summary><c>train.steps 500 -> 600</c>, <c>train/1.xml 3fa1b2c4 -> 9d8e7f60</c>, <c>train/2.xml added</c>.</summary>
    public override string ToString() => (Old, New) switch
    {
        (null, _) => $"{What} added ({Brief(New!)})",
        (_, null) => $"{What} removed",
        _ => $"{What} {Brief(Old)} -> {Brief(New)}",
    };

    private static string Brief(string value)
    {
        if (value.Length >= 64 && value.AsSpan(0, 64).IndexOfAnyExcept("0123456789abcdef") < 0) return FileDigest.Short(value) + value[64..];
        return value.Length > 60 ? value[..57] + "..." : value;
    }
}
