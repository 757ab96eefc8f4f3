using System.Globalization;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>A row of <c>faces.tsv</c>: what a row of a glyph sheet shows and under which licence.</summary>
internal sealed record FaceRow(string Sheet, int Row, string Face, string Family, string Package, string Licence, GlyphSplit Split);

/// <summary>The table beside the glyph sheets.</summary>
internal static class FaceTable
{
    /// <summary>Reads the table.</summary>
    /// <exception cref="FormatException">A line does not have the seven columns or names an unknown split.</exception>
    public static IReadOnlyList<FaceRow> Read(string path)
    {
        var rows = new List<FaceRow>();
        var lines = File.ReadAllLines(path);
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split('\t');
            if (cells.Length != 7 || !int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row) || cells[6] is not ("train" or "test"))
            {
                throw FormatException.InText(path, i + 1, 1, "expected sheet, row, face, family, package, licence and split (train or test), separated by tabs.");
            }

            rows.Add(new(cells[0], row, cells[2], cells[3], cells[4], cells[5], cells[6] == "test" ? GlyphSplit.Test : GlyphSplit.Train));
        }

        return rows;
    }
}
