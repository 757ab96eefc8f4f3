using System.Buffers.Binary;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Manifests;

/// <summary>
/// A file with a header of the caller's and a <see cref="StateTable"/>. It starts with a mark, a checksum of the rest and the header's
/// length, so that a damaged one counts as none.
/// </summary>
internal static class StateFile
{
    private const ulong Mark = 0x3130_5445_5441_5453; // STATET01
    private const int Fixed = (2 * sizeof(ulong)) + sizeof(int), Alignment = 8;

    /// <summary>Reads a file; null when it is absent, damaged or of another version.</summary>
    public static (Memory<byte> Header, StateTable Table)? Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length < Fixed || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Mark) return null;
            if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)) != Checksum.Of(bytes.AsSpan(16))) return null;
            var header = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(16));
            return (bytes.AsMemory(Fixed, header), new StateTable(bytes.AsMemory(Aligned(Fixed + header))));
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentOutOfRangeException or OverflowException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a file; what it says can be found out again, so it is not flushed to disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> header, ReadOnlySpan<byte> table)
    {
        var start = Aligned(Fixed + header.Length);
        var bytes = new byte[start + table.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), header.Length);
        header.CopyTo(bytes.AsSpan(Fixed));
        table.CopyTo(bytes.AsSpan(start));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Checksum.Of(bytes.AsSpan(16)));
        AtomicFile.Write(path, bytes, durable: false);
    }

    private static int Aligned(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
