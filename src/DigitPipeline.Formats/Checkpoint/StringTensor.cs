using System.Buffers.Binary;
using DigitPipeline.Formats.Checksums;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>
/// The stored form of a string tensor: the length of each element as a varint, the masked CRC of the lengths, then the elements.
/// Both CRCs take a length as an integer of 4 bytes (8 where it has no room in 4), not as the varint.
/// </summary>
public static class StringTensor
{
    private const int ChecksumSize = 4;

    /// <summary>The stored form of elements.</summary>
    public static byte[] Encode(IReadOnlyList<ReadOnlyMemory<byte>> elements)
    {
        using var stored = new MemoryStream();
        Span<byte> buffer = stackalloc byte[Varint.LongestSize];
        var crc = 0u;
        foreach (var element in elements)
        {
            crc = AppendLength(crc, (ulong)element.Length);
            stored.Write(buffer[..Varint.Write(buffer, (ulong)element.Length)]);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(buffer, Crc32C.Mask(crc));
        stored.Write(buffer[..ChecksumSize]);
        foreach (var element in elements)
        {
            stored.Write(element.Span);
        }

        return stored.ToArray();
    }

    /// <summary>The elements of a stored form; <paramref name="name"/> is the tensor's name in errors.</summary>
    /// <exception cref="FormatException">Lengths that are damaged or do not fit; the offset counts from the tensor's start.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Decode(string name, ReadOnlyMemory<byte> stored, long count)
    {
        var (lengths, crc, position) = Lengths(name, stored.Span, count);
        var found = BinaryPrimitives.ReadUInt32LittleEndian(stored.Span[position..]);
        if (found != Crc32C.Mask(crc))
        {
            throw Error(name, position, $"the masked CRC of the string lengths is {Crc32C.Mask(crc):x8}, the file says {found:x8}");
        }

        position += ChecksumSize;
        var elements = new ReadOnlyMemory<byte>[lengths.Count];
        for (var i = 0; i < elements.Length; i++)
        {
            if (lengths[i] > (ulong)(stored.Length - position))
            {
                throw Error(name, position, $"string {i} has {lengths[i]} bytes, but {stored.Length - position} are left");
            }

            elements[i] = stored.Slice(position, (int)lengths[i]);
            position += elements[i].Length;
        }

        return position == stored.Length
            ? elements
            : throw Error(name, position, $"{stored.Length - position} bytes are left after the last string");
    }

    /// <summary>The CRC of a stored form as the index holds it, unmasked.</summary>
    /// <exception cref="FormatException">As <see cref="Decode"/>.</exception>
    internal static uint Checksum(string name, ReadOnlySpan<byte> stored, long count)
    {
        var (_, crc, position) = Lengths(name, stored, count);
        return Crc32C.Append(crc, stored[position..]);
    }

    private static (List<ulong> Lengths, uint Crc, int Position) Lengths(string name, ReadOnlySpan<byte> stored, long count)
    {
        if (count > stored.Length)
        {
            throw Error(name, 0, $"{count} strings cannot lie in {stored.Length} bytes");
        }

        var lengths = new List<ulong>((int)count);
        var crc = 0u;
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            var read = Varint.Read(stored[position..], out var length);
            if (read == 0)
            {
                throw Error(name, position, $"the length of string {i} is no varint");
            }

            position += read;
            lengths.Add(length);
            crc = AppendLength(crc, length);
        }

        return stored.Length - position >= ChecksumSize
            ? (lengths, crc, position)
            : throw Error(name, position, "the CRC of the string lengths is missing");
    }

    private static uint AppendLength(uint crc, ulong length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return Crc32C.Append(crc, length <= uint.MaxValue ? bytes[..sizeof(uint)] : bytes);
    }

    private static FormatException Error(string name, long offset, string problem) =>
        FormatException.InBytes($"string tensor '{name}'", offset, problem);
}
