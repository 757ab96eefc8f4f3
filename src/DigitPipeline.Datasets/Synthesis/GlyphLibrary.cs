using DigitPipeline.Datasets.Synthesis.Glyphs;

namespace DigitPipeline.Datasets.Synthesis;

/// <summary>
/// The shapes that scenes are made of: digits of font faces, scanned handwriting, imagined hands, and letters and signs as clutter.
/// Immutable; may be used from several threads.
/// </summary>
public sealed class GlyphLibrary
{
    private const int FaceCell = 44, SampleCell = 20, SamplesPerDigit = 500, TestSamplesPerDigit = 100, TrainHands = 320, TestHands = 48;
    private readonly GlyphPool train, test;

    private GlyphLibrary(IReadOnlyList<FaceRow> rows, Dictionary<string, GlyphSheet> sheets, GlyphSheet handwriting) =>
        (train, test) = (Collect(GlyphSplit.Train, rows, sheets, handwriting), Collect(GlyphSplit.Test, rows, sheets, handwriting));

    /// <summary>Number of font faces, both splits together.</summary>
    public int FaceCount => train.Faces.Count + test.Faces.Count;

    /// <summary>Reads the folder <c>data/glyphs</c>: <c>faces.tsv</c>, the sheets it names and <c>handwritten/digits.png</c>.</summary>
    /// <exception cref="Formats.FormatException">The table or a sheet is not as expected.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is missing.</exception>
    public static GlyphLibrary Load(string dir)
    {
        var rows = FaceTable.Read(Path.Combine(dir, "faces.tsv"));
        var sheets = rows.Select(row => row.Sheet).Distinct().AsParallel().AsOrdered()
            .Select(name => (name, Sheet: GlyphSheet.Read(Path.Combine(dir, name), FaceCell))).ToDictionary(s => s.name, s => s.Sheet, StringComparer.Ordinal);
        return new(rows, sheets, GlyphSheet.Read(Path.Combine(dir, "handwritten", "digits.png"), SampleCell));
    }

    internal GlyphPool Of(GlyphSplit split) => split == GlyphSplit.Train ? train : test;

    private static GlyphPool Collect(GlyphSplit split, IReadOnlyList<FaceRow> rows, Dictionary<string, GlyphSheet> sheets, GlyphSheet handwriting)
    {
        var sets = rows.Where(row => row.Split == split).Select(row => (row.Sheet, Set: Cells(row, sheets[row.Sheet]))).ToList();
        var faces = sets.Where(s => s.Sheet.StartsWith("digits", StringComparison.Ordinal)).Select(s => s.Set).ToList();
        var signs = sets.Where(s => s.Sheet.StartsWith("clutter", StringComparison.Ordinal)).Select(s => s.Set).ToList();
        var hands = Enumerable.Range(0, split == GlyphSplit.Train ? TrainHands : TestHands).Select(number => PenHand.Create(split, number)).ToList();
        var families = faces.GroupBy(face => face.Family, StringComparer.Ordinal).Select(IReadOnlyList<GlyphSet> (family) => [.. family]).ToList();
        return new(faces, families, hands, Samples(split, handwriting), signs);
    }

    private static GlyphSet Cells(FaceRow row, GlyphSheet sheet)
    {
        var digits = sheet.Columns == 10;
        return new(row.Face, row.Family, [.. Enumerable.Range(0, sheet.Columns).Select(column =>
            new Glyph(digits ? column : -1, () => sheet.Field(row.Row, column, FaceCell)))]);
    }

    // Neighbours in the sheet may be by one writer: each digit's last samples are the test's, in one block.
    private static GlyphSet Samples(GlyphSplit split, GlyphSheet sheet)
    {
        var (first, count) = split == GlyphSplit.Train ? (0, SamplesPerDigit - TestSamplesPerDigit) : (SamplesPerDigit - TestSamplesPerDigit, TestSamplesPerDigit);
        return new("handwriting", "handwriting", [.. Enumerable.Range(0, 10 * count).Select(i =>
        {
            var cell = i / count * SamplesPerDigit + first + i % count;
            return new Glyph(i / count, () => sheet.Field(cell / sheet.Columns, cell % sheet.Columns, 2 * SampleCell));
        })]);
    }
}
