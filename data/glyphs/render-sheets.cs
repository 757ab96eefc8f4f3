#:package SkiaSharp
#:package SkiaSharp.NativeAssets.Linux.NoDependencies
#:property RestorePackagesWithLockFile=false
#:property EnforceCodeStyleInBuild=false
#:property GenerateDocumentationFile=false
#:property PublishAot=false
// Renders the glyph sheets beside this file from the font packages that Debian's dpkg says are installed.
// Not needed to build or use DigitPipeline: the sheets are committed. Run from the repository root, once, after installing fonts:
//
//   sudo apt-get install --no-install-recommends fonts-...      (the packages named in LICENSES.md)
//   dotnet run data/glyphs/render-sheets.cs -- data/glyphs
//
// The same font files give the same sheets. A sheet is a grey PNG of 44 x 44 pixel cells at 16 levels: one row a face, one column
// a digit, 0 to 9. A face's ten digits share one scale and one baseline; each is centred horizontally in its cell.
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

const int Cell = 44, Ink = 40, FacesPerSheet = 90;
const string Letters = "AEFHKMNPRUVWXYadehkmnpruvwxy#%&?@*+=";   // none that can be read as a digit: no O Q D I l i J j L T Z z S s B b G g q o c C t f $ !
const string Hangul = "가나다라마바사자하강남한글수고기도";
string[] oddities = ["Symbol", "Dingbat", "Emoji", "Hairline", "Thin", "ExtraLight", "UltraLight", "Fallback", "Blank", "Outline", "DSEG14", "DSEGWeather", "LastResort", "Braille", "Code39", "Barcode", "D050000L", "LinBiolinum_K", "fontawesome", "awesome"];
var output = args[0];

var packageOf = new Dictionary<string, string>(StringComparer.Ordinal);
foreach (var list in Directory.GetFiles("/var/lib/dpkg/info", "*.list").Order(StringComparer.Ordinal))
{
    var package = Path.GetFileNameWithoutExtension(list).Split(':')[0];
    foreach (var line in File.ReadLines(list).Where(l => Regex.IsMatch(l, @"\.(ttf|otf|ttc)$", RegexOptions.IgnoreCase)))
    {
        packageOf.TryAdd(line, package);
    }
}

var faces = new List<Face>();
var seen = new HashSet<string>(StringComparer.Ordinal);
foreach (var (file, package) in packageOf.OrderBy(p => p.Key, StringComparer.Ordinal))
{
    if (!File.Exists(file) || new FileInfo(file).LinkTarget is not null || oddities.Any(o => file.Contains(o, StringComparison.OrdinalIgnoreCase)))
    {
        continue;
    }

    using var typeface = SKTypeface.FromFile(file);
    if (typeface is null || !Covers(typeface, "0123456789"))
    {
        continue;
    }

    var licence = Licence.Of(package);
    if (licence is null || RenderFace(typeface, "0123456789") is not { } cells)
    {
        continue;
    }

    var thumbnails = cells.Select(Thumbnail.Of).ToArray();
    var signature = Convert.ToHexString(SHA256.HashData(thumbnails.SelectMany(t => t.Select(v => (byte)(v * 7))).ToArray()));
    if (thumbnails.Select(t => string.Concat(t.Select(v => (int)(v * 7)))).Distinct().Count() == 10 && seen.Add(signature))
    {
        faces.Add(new(Path.GetFileNameWithoutExtension(file), typeface.FamilyName, package, licence, file, cells, thumbnails));
    }
}

Console.WriteLine($"{faces.Count} distinct faces");
// Weights and widths that hardly differ from a face already taken add bytes, not variety.
var distinct = new List<Face>();
foreach (var face in faces)
{
    if (distinct.All(g => g.Superfamily != face.Superfamily || Apart(face, g) > 0.008))
    {
        distinct.Add(face);
    }
}

Console.WriteLine($"{distinct.Count} that differ visibly");
// A face is kept where its digits are nearest to the same digits of another family: drops dingbats, unreadable fancies, foreign digits.
var readable = distinct.AsParallel().AsOrdered().Where(f => Enumerable.Range(0, 10).Count(d => Nearest(f, d, distinct.Where(g => g.Superfamily != f.Superfamily)) == d) >= (f.IsTest ? 10 : 9)).ToList();
Console.WriteLine($"{readable.Count} readable");
var test = readable.Where(f => f.IsTest).ToList();
var train = readable.Where(f => !f.IsTest).ToList();
// Clones under another name (Helvetica's, Bitstream Vera's) must not stand on both sides.
var apart = test.AsParallel().AsOrdered().Where(f => train.Min(g => Apart(f, g)) > 0.012).ToList();
Console.WriteLine($"train {train.Count}, test {apart.Count} of {test.Count}");
var kept = train.Concat(apart).OrderBy(f => f.IsTest).ThenBy(f => f.Package, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.File, StringComparer.Ordinal).ToList();

foreach (var old in Directory.GetFiles(output, "digits-*.png").Concat(Directory.GetFiles(output, "clutter-*.png")))
{
    File.Delete(old);
}

var table = new StringBuilder("sheet\trow\tface\tfamily\tpackage\tlicence\tsplit\n");
foreach (var (sheet, number) in kept.Chunk(FacesPerSheet).Select((s, i) => (s, i)))
{
    var name = FormattableString.Invariant($"digits-{number:00}.png");
    WriteSheet(Path.Combine(output, name), sheet.Select(f => f.Cells).ToList(), 10);
    foreach (var (face, row) in sheet.Select((f, i) => (f, i)))
    {
        table.Append(FormattableString.Invariant($"{name}\t{row}\t{face.Name}\t{face.Family}\t{face.Package}\t{face.Licence}\t{(face.IsTest ? "test" : "train")}\n"));
    }
}

var clutter = new List<(Face Face, byte[][] Cells)>();
foreach (var face in kept.Where((f, i) => i % 12 == 0 || f.Package is "fonts-nanum" or "fonts-woowa-bm"))
{
    using var typeface = SKTypeface.FromFile(face.File)!;
    if (Covers(typeface, Letters) && RenderFace(typeface, Letters) is { } cells)
    {
        clutter.Add((face, cells));
    }

    if (face.Package is "fonts-nanum" or "fonts-nanum-extra" or "fonts-woowa-bm" && Covers(typeface, Hangul)
        && clutter.Count(c => c.Face.Name.StartsWith("hangul", StringComparison.Ordinal)) < 8 && RenderFace(typeface, string.Concat(Enumerable.Repeat(Hangul, 3))[..Letters.Length]) is { } syllables)
    {
        clutter.Add((face with { Name = "hangul:" + face.Name }, syllables));
    }
}

foreach (var (sheet, number) in clutter.Chunk(50).Select((s, i) => (s, i)))
{
    var name = FormattableString.Invariant($"clutter-{number:00}.png");
    WriteSheet(Path.Combine(output, name), sheet.Select(f => f.Cells).ToList(), Letters.Length);
    foreach (var ((face, _), row) in sheet.Select((f, i) => (f, i)))
    {
        table.Append(FormattableString.Invariant($"{name}\t{row}\t{face.Name}\t{face.Family}\t{face.Package}\t{face.Licence}\t{(face.IsTest ? "test" : "train")}\n"));
    }
}

File.WriteAllText(Path.Combine(output, "faces.tsv"), table.ToString());
var notes = new StringBuilder("""
    # Where the printed digits come from

    `digits-NN.png` and `clutter-NN.png` hold pictures of glyphs, rendered once by `render-sheets.cs` from fonts of these Debian 12
    packages. No font file is part of this repository. `faces.tsv` names the face of every row with its package, licence and split.
    Licences are given as each package's `/usr/share/doc/PACKAGE/copyright` names them (short names in SPDX's manner); the full text
    and the authors' names are in that file and at `https://metadata.ftp-master.debian.org/changelogs/main/f/PACKAGE/`.

    | package | version | faces | licence |
    | --- | --- | --- | --- |

    """);
foreach (var group in kept.GroupBy(f => f.Package).OrderBy(g => g.Key, StringComparer.Ordinal))
{
    notes.Append(FormattableString.Invariant($"| {group.Key} | {Licence.Version(group.Key)} | {group.Count()} | {group.First().Licence} |\n"));
}

File.WriteAllText(Path.Combine(output, "LICENSES.md"), notes.ToString());
Console.WriteLine($"{clutter.Count} clutter rows");

static bool Covers(SKTypeface typeface, string letters)
{
    using var font = new SKFont(typeface, 20);
    return letters.All(c => font.GetGlyph(c) != 0);
}

static byte[][]? RenderFace(SKTypeface typeface, string letters)
{
    using var font = new SKFont(typeface, 200) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true };
    var paths = letters.Select(c => font.GetGlyphPath(font.GetGlyph(c))).ToArray();
    if (paths.Any(p => p is null || p.IsEmpty || p.TightBounds.Height < 10 || p.TightBounds.Width < 4))
    {
        return null;
    }

    var cells = letters.Select(_ => new byte[Cell * Cell]).ToArray();
    var top = paths.Min(p => p!.TightBounds.Top);
    var bottom = paths.Max(p => p!.TightBounds.Bottom);
    var wide = paths.Max(p => p!.TightBounds.Width);
    var scale = Ink / Math.Max(bottom - top, wide);
    if (letters.Length == 10 && (paths.Min(p => p!.TightBounds.Height) < .45f * (bottom - top) || wide > 1.6f * (bottom - top)))
    {
        return null;
    }

    using var surface = SKSurface.Create(new SKImageInfo(Cell, Cell, SKColorType.Gray8));
    using var paint = new SKPaint { Color = SKColors.White, IsAntialias = true };
    for (var i = 0; i < paths.Length; i++)
    {
        var bounds = paths[i]!.TightBounds;
        surface.Canvas.Clear(SKColors.Black);
        surface.Canvas.ResetMatrix();
        surface.Canvas.Translate(Cell / 2f, Cell / 2f);
        surface.Canvas.Scale(scale);
        surface.Canvas.Translate(-bounds.MidX, -(top + bottom) / 2);
        surface.Canvas.DrawPath(paths[i]!, paint);
        using var pixels = surface.PeekPixels();
        var span = pixels.GetPixelSpan();
        for (var p = 0; p < cells[i].Length; p++)
        {
            cells[i][p] = (byte)((span[p / Cell * pixels.RowBytes + p % Cell] + 8) / 17 * 17);
        }

        if (cells[i].Count(v => v > 128) < 12)
        {
            return null;
        }
    }

    return cells;
}

static float Apart(Face a, Face b) => Enumerable.Range(0, 10).Average(d => Thumbnail.Distance(a.Thumbnails[d], b.Thumbnails[d]));

static int Nearest(Face face, int digit, IEnumerable<Face> others)
{
    var best = (-1, float.MaxValue);
    foreach (var other in others)
    {
        for (var d = 0; d < 10; d++)
        {
            var distance = Thumbnail.Distance(face.Thumbnails[digit], other.Thumbnails[d]);
            best = distance < best.Item2 ? (d, distance) : best;
        }
    }

    return best.Item1;
}

static void WriteSheet(string path, List<byte[][]> rows, int columns)
{
    using var bitmap = new SKBitmap(new SKImageInfo(columns * Cell, rows.Count * Cell, SKColorType.Gray8, SKAlphaType.Opaque));
    var pixels = bitmap.GetPixelSpan();
    for (var r = 0; r < rows.Count; r++)
    {
        for (var c = 0; c < columns; c++)
        {
            for (var y = 0; y < Cell; y++)
            {
                rows[r][c].AsSpan(y * Cell, Cell).CopyTo(pixels[((r * Cell + y) * bitmap.RowBytes + c * Cell)..]);
            }
        }
    }

    using var pixmap = bitmap.PeekPixels();
    using var data = pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.None, 9))!;
    File.WriteAllBytes(path, data.ToArray());
}

internal sealed record Face(string Name, string Family, string Package, string Licence, string File, byte[][] Cells, float[][] Thumbnails)
{
    /// <summary>The first word of the family name: Noto, DejaVu, Lato; weights and relatives stay on one side of the split.</summary>
    public string Superfamily { get; } = Regex.Match(Family, @"^[A-Z]?[^A-Z\s\-_0-9]+|^\S+").Value.ToUpperInvariant();

    public bool IsTest => SHA256.HashData(Encoding.UTF8.GetBytes(Superfamily))[0] < 40;
}

internal static class Thumbnail
{
    /// <summary>Tight ink stretched to 12 x 16, values in [0, 1].</summary>
    public static float[] Of(byte[] cell)
    {
        int left = 44, right = 0, top = 44, bottom = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] > 100)
            {
                (left, right, top, bottom) = (Math.Min(left, i % 44), Math.Max(right, i % 44 + 1), Math.Min(top, i / 44), Math.Max(bottom, i / 44 + 1));
            }
        }

        var result = new float[192];
        var hits = new int[192];
        for (var s = 0; s < 96 * 128; s++)
        {
            int x = s % 96, y = s / 96, t = y / 8 * 12 + x / 8;
            result[t] += cell[(top + y * (bottom - top) / 128) * 44 + left + x * (right - left) / 96] / 255f;
            hits[t]++;
        }

        return result.Select((v, i) => v / hits[i]).ToArray();
    }

    public static float Distance(float[] a, float[] b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum / a.Length;
    }
}

internal static class Licence
{
    /// <summary>The licences that the package's machine-readable copyright file names for its files, or what its prose says.</summary>
    public static string? Of(string package)
    {
        var path = $"/usr/share/doc/{package}/copyright";
        if (!File.Exists(path))
        {
            return null;
        }

        var text = File.ReadAllText(path);
        var stanzas = Regex.Split(text, @"\n\s*\n").Where(s => Regex.IsMatch(s, @"^Files:", RegexOptions.Multiline) && !Regex.IsMatch(s, @"^Files:\s*debian/", RegexOptions.Multiline));
        var names = stanzas.SelectMany(s => Regex.Matches(s, @"^License:[ \t]*(\S[^\n]*)", RegexOptions.Multiline).Select(m => m.Groups[1].Value.Trim())).Distinct().Order(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            return string.Join(", ", names).Replace('|', '/').Replace('\t', ' ');
        }

        string[] known = ["Open Font License=OFL-1.1", "SIL OPEN FONT=OFL-1.1", "GNU General Public License=GPL", "GNU GPL=GPL", "Apache License=Apache-2.0", "public domain=public-domain", "Bitstream=Bitstream-Vera", "LaTeX Project Public License=LPPL", "GUST Font=GFL", "Permission is hereby granted=MIT-style", "IPA Font License=IPA", "M+ FONTS=mplus", "freeware=permissive-freeware", "Arphic=Arphic"];
        var found = known.Where(k => text.Contains(k.Split('=')[0], StringComparison.OrdinalIgnoreCase)).Select(k => k.Split('=')[1]).Distinct().ToList();
        return found.Count > 0 ? string.Join(", ", found) : null;
    }

    public static string Version(string package) => Regex.Match(File.ReadAllText("/var/lib/dpkg/status"), $@"^Package: {Regex.Escape(package)}\n(?:.+\n)*?Version: (.+)$", RegexOptions.Multiline).Groups[1].Value;
}
