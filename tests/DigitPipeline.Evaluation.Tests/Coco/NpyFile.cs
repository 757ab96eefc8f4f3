using System.Runtime.InteropServices;

namespace DigitPipeline.Evaluation.Tests.Coco;

/// <summary>The data of a little-endian, row-major NumPy file.</summary>
internal static class NpyFile
{
    public static int[] Integers(string path) => MemoryMarshal.Cast<byte, int>(Bytes(path)).ToArray();

    public static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(Bytes(path)).ToArray();

    public static byte[] Bytes(string path)
    {
        var file = File.ReadAllBytes(path);
        Assert.Equal(1, file[6]);
        return file[(10 + BitConverter.ToUInt16(file, 8))..];
    }
}
