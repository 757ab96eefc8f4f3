using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Datasets.Synthesis.Glyphs;

namespace DigitPipeline.Datasets.Tests.Synthesis;

public sealed class GlyphLibraryTests
{
    private static readonly IReadOnlyList<FaceRow> Rows = FaceTable.Read(Path.Combine(Library.Folder, "faces.tsv"));

    [Fact]
    public void Every_row_of_every_sheet_has_one_line_in_the_table()
    {
        foreach (var path in Directory.GetFiles(Library.Folder, "*.png").Order(StringComparer.Ordinal))
        {
            var sheet = GlyphSheet.Read(path, 44);
            Assert.Equal(Enumerable.Range(0, sheet.Rows), Rows.Where(row => row.Sheet == Path.GetFileName(path)).Select(row => row.Row));
        }
    }

    [Fact]
    public void Every_face_has_a_package_and_a_licence_that_the_list_beside_it_names()
    {
        var list = File.ReadAllLines(Path.Combine(Library.Folder, "LICENSES.md"));
        Assert.All(Rows, row => Assert.Contains(list, line => line.StartsWith($"| {row.Package} |", StringComparison.Ordinal) && line.EndsWith($"| {row.Licence} |", StringComparison.Ordinal)));
    }

    [Fact]
    public void Training_and_test_share_no_face_and_no_family()
    {
        var train = Rows.Where(row => row.Split == GlyphSplit.Train).ToList();
        var test = Rows.Where(row => row.Split == GlyphSplit.Test).ToList();
        Assert.NotEmpty(test);
        Assert.Empty(train.Select(row => row.Face).Intersect(test.Select(row => row.Face)));
        Assert.Empty(train.Select(row => row.Family).Intersect(test.Select(row => row.Family)));
    }

    [Fact]
    public void Training_and_test_share_no_handwriting_and_no_hand()
    {
        var (train, test) = (Library.Glyphs.Of(GlyphSplit.Train), Library.Glyphs.Of(GlyphSplit.Test));
        Assert.Equal(4000, train.Samples.Glyphs.Count);
        Assert.Equal(1000, test.Samples.Glyphs.Count);
        Assert.Empty(train.Hands.Select(hand => hand.Name).Intersect(test.Hands.Select(hand => hand.Name)));
        // The sets of samples start at different cells of one sheet; the nearest neighbours across the cut differ.
        Assert.NotEqual(Ink(train.Samples.Digit(3, 399)), Ink(test.Samples.Digit(3, 0)));
    }

    [Fact]
    public void Every_digit_of_every_face_has_ink_and_its_number()
    {
        foreach (var face in Library.Glyphs.Of(GlyphSplit.Test).Faces)
        {
            for (var digit = 0; digit < 10; digit++)
            {
                Assert.Equal(digit, face.Digit(digit, 0).Digit);
                Assert.True(face.Digit(digit, 0).Field.Width >= 2, $"{face.Name} {digit}");
            }
        }
    }

    [Fact]
    public void A_table_with_a_missing_column_is_refused_with_its_line()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "sheet\trow\tface\tfamily\tpackage\tlicence\tsplit\ndigits-00.png\t0\tA\tA\tp\tl\ttrain\ndigits-00.png\t1\n");
        var error = Assert.Throws<Formats.FormatException>(() => FaceTable.Read(path));
        Assert.Equal(3, error.Line);
        File.Delete(path);
    }

    private static (float, float, float, float) Ink(Glyph glyph) => (glyph.Field.Left, glyph.Field.Top, glyph.Field.Right, glyph.Field.Thickness);
}
