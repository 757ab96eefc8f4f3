using System.Buffers.Binary;
using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Datasets.Tests;

/// <summary>Small made-up pictures.</summary>
internal static class TestPictures
{
    /// <summary>A picture in which no row or column is like another; another seed, another picture.</summary>
    public static RgbImage Gradient(int width, int height, int seed = 0)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((i / 3 % width * 5) + (i / 3 / width * 3) + (i % 3 * 40) + (seed * 7));
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>Writes another size into a PNG's header, with the CRC that fits.</summary>
    public static void ClaimPngSize(byte[] png, int width, int height)
    {
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        var crc = uint.MaxValue;
        foreach (var value in png.AsSpan(12, 17))
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : 0xedb88320 ^ (crc >> 1);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), ~crc);
    }
}
