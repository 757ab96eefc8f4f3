using System.Numerics;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Glyphs;
using DigitPipeline.Datasets.Synthesis.Layout;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Composition;

/// <summary>Draws the numbers of a layout on a canvas and says where their digits are.</summary>
internal sealed class SceneComposer
{
    // Measured on hand-drawn boxes: the margin left and right follows the height too, so that a 1 has as much as an 8.
    private const float SideMargin = .7f;

    private readonly CounterRandom random;
    private readonly SceneOptions options;
    private readonly Canvas canvas;
    private readonly Projection view;
    private readonly GlyphSource source;
    private readonly GlyphStyle style;
    private readonly Palette palette;
    private readonly float stretch, slant, turn, bolder, wobble, gap;
    private readonly bool mixed;
    private readonly List<GroundTruth> objects = [];
    private readonly List<Vector4> drawn = [];

    /// <summary>Chooses glyphs, style and colours for a scene.</summary>
    public SceneComposer(CounterRandom random, SceneOptions options, GlyphPool pool, Canvas canvas, Projection view)
    {
        (this.random, this.options, this.canvas, this.view) = (random, options, canvas, view);
        source = new(random, pool, options);
        style = GlyphStyle.Choose(random, options.PlainShare, source.IsWritten);
        palette = new(random, options);
        stretch = (float)Math.Exp(random.Normal() * .13);
        slant = random.Chance(.22) ? (float)(random.Normal() * .2) : 0;
        turn = random.Chance(.3) ? .13f : source.IsWritten ? .05f : .008f;
        bolder = source.IsWritten ? (float)random.Uniform(-1, .1) : style.Bolder + (float)Math.Clamp(random.Normal() * .5, -.8, .9);
        wobble = source.IsWritten ? (float)random.Uniform(0, 1.3) : random.Chance(.15) ? (float)random.Uniform(0, 1) : 0;
        gap = (float)(random.Chance(source.IsWritten ? options.TouchingShare / 3 : options.TouchingShare) ? random.Uniform(-.05, .03) : random.Uniform(.03, .2));
        mixed = random.Chance(.12 * (1 - options.PlainShare));
    }

    /// <summary>Draws everything.</summary>
    public IReadOnlyList<GroundTruth> Compose(SceneLayout layout)
    {
        var unit = canvas.Height;
        var cell = layout.Cell * unit;
        var clutter = new Clutter(random, source, canvas, view, new(canvas.Width, canvas.Height));
        var lines = layout.Runs.Select(run => Line(run, unit)).ToList();
        var cluttered = random.Chance(options.ClutterShare);
        if (cluttered && layout.IsGrid && random.Chance(.25))
        {
            clutter.Cells(layout.Runs.Select(run => run.Centre * unit), cell / 2);
        }

        if (random.Chance(options.BadgeShare) && HaveRoom(lines))
        {
            var badges = new Badges(random);
            foreach (var line in lines)
            {
                var ink = Ink(line);
                badges.Paint(canvas, view, new((ink.X + ink.Z) / 2, (ink.Y + ink.W) / 2), new((ink.Z - ink.X) / 2, (ink.W - ink.Y) / 2), cell / 2);
            }
        }

        foreach (var letter in lines.SelectMany(line => line))
        {
            Draw(letter);
        }

        if (cluttered)
        {
            drawn.ForEach(clutter.Keep);
            if (layout.IsGrid && random.Chance(.2))
            {
                clutter.Caption(lines.Select(Ink), layout.Runs[0].Height * unit * (float)random.Uniform(.14, .3));
            }

            if (random.Chance(.6))
            {
                clutter.Strew();
            }

            if (random.Chance(.2))
            {
                clutter.Watermark();
            }
        }

        return objects;
    }

    // Badges that cover each other's edges are not what people make.
    private static bool HaveRoom(List<List<Letter>> lines)
    {
        const float Grown = .35f;
        var places = lines.Select(Ink).Select(ink => ink + Grown * (ink.W - ink.Y) * new Vector4(-1, -1, 1, 1)).ToList();
        return !places.Where((one, i) => places.Skip(i + 1).Any(other => Overlap(one, other) > 0)).Any();
    }

    private static Vector4 Ink(List<Letter> line) => line.Select(letter => letter.Place).Aggregate(
        new Vector4(float.MaxValue, float.MaxValue, float.MinValue, float.MinValue),
        (all, place) =>
        {
            var own = GlyphPainter.Extent(place.ToPaper(), place.Field, 0);
            return new(Math.Min(all.X, own.X), Math.Min(all.Y, own.Y), Math.Max(all.Z, own.Z), Math.Max(all.W, own.W));
        });

    private List<Letter> Line(DigitRun run, float unit)
    {
        var glyphs = run.Text.Select(letter => source.Next(letter, run.Row)).ToList();
        var height = run.Height * unit;
        var widths = glyphs.Select(glyph => glyph.Field.Width * stretch / DistanceField.FullHeight).ToList();
        var total = widths.Sum() + gap * (glyphs.Count - 1);
        height = Math.Max(Math.Min(height, run.Room * unit / total), (float)options.MinDigitHeight * unit);
        var left = run.Centre.X * unit - total * height / 2;
        var line = new List<Letter>();
        for (var i = 0; i < glyphs.Count; i++)
        {
            var field = glyphs[i].Field;
            // The field's centre is not the ink's.
            var x = left + widths[i] * height / 2 + (DistanceField.Size / 2f - (field.Left + field.Right) / 2) * stretch * height / DistanceField.FullHeight;
            line.Add(new(glyphs[i], run.Row, new(field, x, run.Centre.Y * unit, height)
            {
                Stretch = stretch,
                Slant = slant,
                Turn = (float)(random.Normal() * turn),
                Bolder = Weight(field, height / DistanceField.FullHeight),
                Wobble = wobble,
                WobblePhase = (float)random.Uniform(0, 6.3),
            }));
            left += (widths[i] + gap) * height;
        }

        return line;
    }

    // Strokes stay at least a pixel wide, and holes open.
    private float Weight(DistanceField field, float scale) =>
        Math.Max(Math.Min(bolder, field.Opening - Math.Max(1, .7f / scale)), Math.Max(.55f, .6f / scale) - field.Thickness);

    private void Draw(Letter letter)
    {
        var extent = GlyphPainter.Extent(letter.Place.ToPaper(), letter.Place.Field, 0);
        var seen = GlyphPainter.Extent(view.After(letter.Place.ToPaper()), letter.Place.Field, 0);
        if (Visible(seen) < options.MinVisible || drawn.Any(other => Overlap(other, extent) > options.MaxOverlap))
        {
            return;
        }

        drawn.Add(extent);
        var inset = new Vector2(extent.Z - extent.X, extent.W - extent.Y) * .15f;
        var behind = canvas.Average(extent.X + inset.X, extent.Y + inset.Y, extent.Z - inset.X, extent.W - inset.Y);
        var own = mixed ? GlyphStyle.Choose(random, .2, source.IsWritten) : style;
        var (main, other, rim) = palette.For(letter.Row, drawn.Count, behind, own);
        var bounds = GlyphPainter.Paint(canvas, view, letter.Place, own.Layers(random, main, other, rim, behind));
        if (letter.Glyph.Digit >= 0 && !bounds.IsEmpty)
        {
            objects.Add(new(Grown(bounds, seen), letter.Glyph.Digit == 0 ? 10 : letter.Glyph.Digit));
        }
    }

    private float Visible(Vector4 extent)
    {
        var seen = Math.Max(0, Math.Min(canvas.Width, extent.Z) - Math.Max(0, extent.X)) * Math.Max(0, Math.Min(canvas.Height, extent.W) - Math.Max(0, extent.Y));
        return seen / ((extent.Z - extent.X) * (extent.W - extent.Y));
    }

    private static float Overlap(Vector4 a, Vector4 b)
    {
        float width = Math.Min(a.Z, b.Z) - Math.Max(a.X, b.X), height = Math.Min(a.W, b.W) - Math.Max(a.Y, b.Y);
        var least = Math.Min((a.Z - a.X) * (a.W - a.Y), (b.Z - b.X) * (b.W - b.Y));
        return width > 0 && height > 0 ? width * height / least : 0;
    }

    private Box Grown(InkBounds bounds, Vector4 seen)
    {
        float left = bounds.Left, top = bounds.Top, right = bounds.Right, bottom = bounds.Bottom;
        // Hairlines may be too faint to count as ink, yet they are part of the digit.
        if (bottom - top < .7f * (seen.W - seen.Y) || right - left < .5f * (seen.Z - seen.X))
        {
            (left, top, right, bottom) = (Math.Min(left, seen.X), Math.Min(top, seen.Y), Math.Max(right, seen.Z), Math.Max(bottom, seen.W));
        }

        float y = (float)options.BoxMargin * (bottom - top), x = SideMargin * y;
        return new Box((top - y) / canvas.Height, (left - x) / canvas.Width, (bottom + y) / canvas.Height, (right + x) / canvas.Width).Clip();
    }

    private readonly record struct Letter(Glyph Glyph, int Row, GlyphPlace Place);
}
