using System.Buffers.Binary;
using System.Numerics;

namespace DigitPipeline.Incremental.Files;

/// <summary>
/// 64 bits that tell whether bytes are the ones that were written: against damage, not against forgery. Other than SHA-256 it needs no
/// library to be loaded, which would take a tenth of a start.
/// </summary>
internal static class Checksum
{
    private const ulong First = 0x9E3779B97F4A7C15, Second = 0xC2B2AE3D27D4EB4F;

    /// <summary>The checksum of the bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var sum = First ^ (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) sum = Add(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var rest in bytes) sum = Add(sum, rest);
        sum = (sum ^ (sum >> 29)) * First;
        return sum ^ (sum >> 32);
    }

    private static ulong Add(ulong sum, ulong word) => BitOperations.RotateLeft((sum ^ word) * Second, 27) + First;
}
