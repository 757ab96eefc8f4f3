using SkiaSharp;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>A grey picture cut into square cells, a glyph in each.</summary>
internal sealed class GlyphSheet
{
    private readonly byte[] pixels;
    private readonly int width;

    private GlyphSheet(byte[] pixels, int width, int cell) => (this.pixels, this.width, Cell) = (pixels, width, cell);

    /// <summary>Width and height of a cell in pixels.</summary>
    public int Cell { get; }

    /// <summary>Cells in a row.</summary>
    public int Columns => width / Cell;

    /// <summary>Rows of cells.</summary>
    public int Rows => pixels.Length / width / Cell;

    /// <summary>Reads a sheet.</summary>
    /// <exception cref="FormatException">The picture cannot be decoded or its sides are no multiples of the cell's.</exception>
    public static GlyphSheet Read(string path, int cell)
    {
        var bytes = File.ReadAllBytes(path);
        var header = SKBitmap.DecodeBounds(bytes);
        using var grey = header.Width > 0 ? SKBitmap.Decode(bytes, new SKImageInfo(header.Width, header.Height, SKColorType.Gray8, SKAlphaType.Opaque)) : null;
        if (grey is null || grey.Width % cell != 0 || grey.Height % cell != 0)
        {
            throw FormatException.InFile(path, FormattableString.Invariant($"a grey PNG sheet of {cell} x {cell} pixel cells was expected; restore the file from version control."));
        }

        var pixels = new byte[grey.Width * grey.Height];
        for (var y = 0; y < grey.Height; y++)
        {
            grey.GetPixelSpan().Slice(y * grey.RowBytes, grey.Width).CopyTo(pixels.AsSpan(y * grey.Width));
        }

        return new(pixels, grey.Width, cell);
    }

    /// <summary>The cell's glyph in the middle of a distance field, enlarged so that the cell takes <paramref name="side"/> of its pixels.</summary>
    public DistanceField Field(int row, int column, int side)
    {
        var coverage = new float[DistanceField.Size * DistanceField.Size];
        var margin = (DistanceField.Size - side) / 2;
        var scale = (float)Cell / side;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                coverage[(y + margin) * DistanceField.Size + x + margin] = At(row, column, (x + .5f) * scale - .5f, (y + .5f) * scale - .5f);
            }
        }

        return DistanceField.FromCoverage(coverage);
    }

    private float At(int row, int column, float x, float y)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float right = x - left, down = y - top;
        var upper = Pixel(left, top) * (1 - right) + Pixel(left + 1, top) * right;
        var lower = Pixel(left, top + 1) * (1 - right) + Pixel(left + 1, top + 1) * right;
        return upper * (1 - down) + lower * down;

        float Pixel(int px, int py) => (uint)px < (uint)Cell && (uint)py < (uint)Cell
            ? pixels[(row * Cell + py) * width + column * Cell + px] / 255f : 0;
    }
}
