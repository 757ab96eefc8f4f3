namespace DigitPipeline.Formats.Checkpoint.SortedTable;

/// <summary>Short keys for the index block: any key will do that separates one block from the next.</summary>
internal static class KeyShortening
{
    /// <summary>A short key that is not below <paramref name="last"/> and below <paramref name="next"/>.</summary>
    public static byte[] Separator(byte[] last, byte[] next)
    {
        var shared = last.AsSpan().CommonPrefixLength(next);
        if (shared == last.Length || shared == next.Length || last[shared] == byte.MaxValue || last[shared] + 1 >= next[shared])
        {
            return last;
        }

        byte[] separator = [.. last.AsSpan(0, shared + 1)];
        separator[shared]++;
        return separator;
    }

    /// <summary>A short key that is not below <paramref name="last"/>.</summary>
    public static byte[] Successor(byte[] last)
    {
        var position = last.AsSpan().IndexOfAnyExcept(byte.MaxValue);
        if (position < 0)
        {
            return last;
        }

        byte[] successor = [.. last.AsSpan(0, position + 1)];
        successor[position]++;
        return successor;
    }
}
