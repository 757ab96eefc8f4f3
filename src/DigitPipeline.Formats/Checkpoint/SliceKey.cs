using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>
/// Hidden keys of the parts of a sliced tensor, in the order-preserving encoding: a zero byte, the name (ended by <c>00 01</c>),
/// the number of dimensions, then start and length of each, -1 for a whole dimension.
/// </summary>
internal static class SliceKey
{
    /// <summary>True of a key that no user's name can have.</summary>
    public static bool IsHidden(ReadOnlySpan<byte> key) => key.Length > 0 && key[0] == 0;

    /// <summary>The key of a part of the tensor <paramref name="name"/>.</summary>
    public static byte[] Of(string name, TensorSliceProto slice)
    {
        var key = new List<byte> { 0 };
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            key.AddRange(value switch
            {
                0 => [0, byte.MaxValue],
                byte.MaxValue => [byte.MaxValue, 0],
                _ => (ReadOnlySpan<byte>)[value],
            });
        }

        key.AddRange((ReadOnlySpan<byte>)[0, 1]);
        AddCount(key, (ulong)slice.Extent.Count);
        foreach (var extent in slice.Extent)
        {
            AddSigned(key, extent.Start);
            AddSigned(key, extent.HasLength ? extent.Length : -1);
        }

        return [.. key];
    }

    // How many bytes follow, then the bytes without leading zeros, the highest first.
    private static void AddCount(List<byte> key, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        var significant = bytes.TrimStart((byte)0);
        key.Add((byte)significant.Length);
        key.AddRange(significant);
    }

    // As many leading ones (zeros of a negative number) as bytes, then the number in two's complement.
    private static void AddSigned(List<byte> key, long value)
    {
        var magnitude = (ulong)(value < 0 ? ~value : value);
        var size = (64 - BitOperations.LeadingZeroCount(magnitude)) / 7 + 1;
        var header = ((Int128.One << size) - 1) << (7 * size);
        var bits = value ^ header;
        for (var shift = 8 * (size - 1); shift >= 0; shift -= 8)
        {
            key.Add((byte)(bits >> shift));
        }
    }
}
