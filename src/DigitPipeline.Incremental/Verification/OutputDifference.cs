namespace DigitPipeline.Incremental.Verification;

/// <summary>An output that came out otherwise.</summary>
/// <param name="Name">Its name relative to the output folder.</param>
/// <param name="First">Full path of the recorded one; null: it was not there.</param>
/// <param name="Second">Full path of the one that was made again; null: it is not there.</param>
/// <param name="Offset">The first byte that differs; at the end of the shorter file when that is all that differs.</param>
public sealed record OutputDifference(string Name, string? First, string? Second, long Offset)
{
    private const int Block = 1 << 16;

    /// <summary>Which output, and where it differs first.</summary>
    public override string ToString() => (First, Second) switch
    {
        (null, _) => $"{Name} was not written the last time",
        (_, null) => $"{Name} was not written again",
        _ => FormattableString.Invariant($"{Name} differs from byte {Offset} on"),
    };

    /// <summary>Compares two files; null when they are the same to the byte.</summary>
    internal static OutputDifference? Between(string name, string first, string second)
    {
        using var one = File.OpenHandle(first);
        using var other = File.OpenHandle(second);
        var (a, b) = (new byte[Block], new byte[Block]);
        for (var offset = 0L; ;)
        {
            var (read, others) = (Fill(one, a, offset), Fill(other, b, offset));
            var common = a.AsSpan(0, read).CommonPrefixLength(b.AsSpan(0, others));
            if (common < read || common < others) return new OutputDifference(name, first, second, offset + common);
            if (read < Block) return null;
            offset += read;
        }
    }

    private static int Fill(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] block, long offset)
    {
        var length = 0;
        while (length < block.Length && RandomAccess.Read(file, block.AsSpan(length), offset + length) is > 0 and var read) length += read;
        return length;
    }
}
