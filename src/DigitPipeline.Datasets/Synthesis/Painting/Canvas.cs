using System.Numerics;
using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>A picture being painted: red, green, blue from 0 to 255 as floats, rows from the top.</summary>
internal sealed class Canvas(int width, int height)
{
    /// <summary>Width in pixels.</summary>
    public int Width { get; } = width;

    /// <summary>Height in pixels.</summary>
    public int Height { get; } = height;

    /// <summary>The pixels, <c>[height, width]</c>.</summary>
    public Vector3[] Pixels { get; } = new Vector3[width * height];

    /// <summary>Mean colour of every fourth pixel or so of a rectangle, as far as it is inside.</summary>
    public Vector3 Average(float left, float top, float right, float bottom)
    {
        int x0 = Math.Clamp((int)left, 0, Width - 1), x1 = Math.Clamp((int)right, x0 + 1, Width), y0 = Math.Clamp((int)top, 0, Height - 1), y1 = Math.Clamp((int)bottom, y0 + 1, Height);
        int stepX = 1 + (x1 - x0) / 8, stepY = 1 + (y1 - y0) / 8, count = 0;
        var sum = Vector3.Zero;
        for (var y = y0; y < y1; y += stepY)
        {
            for (var x = x0; x < x1; x += stepX, count++)
            {
                sum += Pixels[y * Width + x];
            }
        }

        return sum / count;
    }

    /// <summary>The picture in bytes.</summary>
    public RgbImage ToImage()
    {
        var bytes = new byte[Pixels.Length * 3];
        var half = new Vector3(.5f);
        var white = new Vector3(255);
        for (var i = 0; i < Pixels.Length; i++)
        {
            var pixel = Vector3.Clamp(Pixels[i], Vector3.Zero, white) + half;
            bytes[3 * i] = (byte)pixel.X;
            bytes[3 * i + 1] = (byte)pixel.Y;
            bytes[3 * i + 2] = (byte)pixel.Z;
        }

        return new(Width, Height, bytes);
    }

    /// <summary>A canvas that holds a picture.</summary>
    public static Canvas FromImage(RgbImage image)
    {
        var canvas = new Canvas(image.Width, image.Height);
        var bytes = image.Pixels;
        for (var i = 0; i < canvas.Pixels.Length; i++)
        {
            canvas.Pixels[i] = new(bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2]);
        }

        return canvas;
    }
}
