using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Evaluation.Pictures;

/// <summary>Draws filled rectangles, frames and text into a copy of a picture; what lies outside is cut off.</summary>
public sealed class Canvas
{
    private readonly byte[] pixels;

    /// <summary>Starts from a copy of <paramref name="picture"/>.</summary>
    public Canvas(RgbImage picture)
    {
        pixels = (byte[])picture.Pixels.Clone();
        Image = new RgbImage(picture.Width, picture.Height, pixels);
    }

    /// <summary>The picture as drawn so far.</summary>
    public RgbImage Image { get; }

    /// <summary>Fills the pixels from (left, top) to before (right, bottom).</summary>
    public void Fill(int left, int top, int right, int bottom, Colour colour)
    {
        for (var y = Math.Max(0, top); y < Math.Min(Image.Height, bottom); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(Image.Width, right); x++)
            {
                var place = (y * Image.Width + x) * 3;
                (pixels[place], pixels[place + 1], pixels[place + 2]) = (colour.Red, colour.Green, colour.Blue);
            }
        }
    }

    /// <summary>Draws a frame whose outer edge is the rectangle.</summary>
    public void Frame(int left, int top, int right, int bottom, int thickness, Colour colour)
    {
        Fill(left, top, right, top + thickness, colour);
        Fill(left, bottom - thickness, right, bottom, colour);
        Fill(left, top + thickness, left + thickness, bottom - thickness, colour);
        Fill(right - thickness, top + thickness, right, bottom - thickness, colour);
    }

    /// <summary>Draws text on a filled background; (left, top) is the background's corner.</summary>
    public void Label(int left, int top, string text, int scale, Colour background)
    {
        var ink = background.IsLight ? Colour.Black : Colour.White;
        Fill(left, top, left + LabelWidth(text, scale), top + LabelHeight(scale), background);
        for (var i = 0; i < text.Length; i++)
        {
            for (var y = 0; y < BitmapFont.Height; y++)
            {
                for (var x = 0; x < BitmapFont.Width; x++)
                {
                    if (BitmapFont.IsSet(text[i], x, y))
                    {
                        var (column, row) = (left + (1 + i * BitmapFont.Advance + x) * scale, top + (1 + y) * scale);
                        Fill(column, row, column + scale, row + scale, ink);
                    }
                }
            }
        }
    }

    /// <summary>Width of a label in pixels.</summary>
    public static int LabelWidth(string text, int scale) => (text.Length * BitmapFont.Advance + 1) * scale;

    /// <summary>Height of a label in pixels.</summary>
    public static int LabelHeight(int scale) => (BitmapFont.Height + 2) * scale;
}
