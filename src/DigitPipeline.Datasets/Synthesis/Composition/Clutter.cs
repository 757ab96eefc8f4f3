using System.Numerics;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Composition;

/// <summary>Things that are no digits: captions, letters, rules, boxes, arrows, hearts, stars, marks across the whole picture.</summary>
internal sealed class Clutter(CounterRandom random, GlyphSource source, Canvas canvas, Projection view, Vector2 size)
{
    private readonly List<Vector4> taken = [];

    /// <summary>Keeps clutter off a rectangle of the paper: left, top, right, bottom.</summary>
    public void Keep(Vector4 rectangle) => taken.Add(rectangle);

    /// <summary>Strews a few things where there is room.</summary>
    public void Strew()
    {
        var ground = canvas.Average(0, 0, canvas.Width, canvas.Height);
        var colour = Colours.Against(random, ground, 30, .6);
        for (var count = random.Next(1, 7); count > 0; count--)
        {
            var height = size.Y * (float)(.05 * Math.Pow(5, random.NextDouble()));
            var letters = random.Chance(.6) ? random.Next(1, 7) : 0;
            var half = new Vector2(letters > 0 ? letters * height * .33f : height * (float)random.Uniform(.3, 1.2), height * .5f);
            for (var trial = 0; trial < 6; trial++)
            {
                var centre = new Vector2((float)random.Uniform(0, size.X), (float)random.Uniform(0, size.Y));
                if (IsFree(centre, half))
                {
                    Place(centre, half, letters, colour);
                    break;
                }
            }

            colour = random.Chance(.4) ? Colours.Against(random, ground, 30, .3) : colour;
        }
    }

    /// <summary>Captions of small letters below numbers, where there is room.</summary>
    public void Caption(IEnumerable<Vector4> numbers, float height)
    {
        var colour = Colours.Against(random, canvas.Average(0, 0, canvas.Width, canvas.Height), 40, .7);
        var letters = random.Next(2, 6);
        foreach (var number in numbers)
        {
            var centre = new Vector2((number.X + number.Z) / 2, number.W + height * .75f);
            var half = new Vector2(letters * height * .33f, height * .5f);
            if (IsFree(centre, half))
            {
                Letters(centre, half, letters, colour, 1);
            }
        }
    }

    /// <summary>A faint line of letters across everything, as stock pictures carry.</summary>
    public void Watermark()
    {
        var height = size.Y * (float)random.Uniform(.06, .22);
        var letters = random.Next(4, 10);
        var grey = new Vector3((float)random.Uniform(90, 230));
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var centre = new Vector2((float)random.Uniform(.2, .8) * size.X, (float)random.Uniform(.1, .9) * size.Y);
            Letters(centre, new(letters * height * .33f, height / 2), letters, grey, (float)random.Uniform(.12, .35));
        }
    }

    /// <summary>Lines between the cells of a grid.</summary>
    public void Cells(IEnumerable<Vector2> centres, Vector2 half)
    {
        var colour = Vector3.Lerp(canvas.Average(0, 0, canvas.Width, canvas.Height), Colours.Any(random), (float)random.Uniform(.15, .6));
        var corner = random.Chance(.4) ? Math.Min(half.X, half.Y) * (float)random.Uniform(0, .5) : 0;
        var width = (float)random.Uniform(.8, Math.Max(1, size.Y * .012));
        foreach (var centre in centres)
        {
            new RoundedBox(half.X, half.Y, corner).Paint(canvas, view, centre, colour, 1, to: width);
        }
    }

    private bool IsFree(Vector2 centre, Vector2 half) => taken.All(t =>
        centre.X + half.X < t.X || centre.X - half.X > t.Z || centre.Y + half.Y < t.Y || centre.Y - half.Y > t.W);

    private void Place(Vector2 centre, Vector2 half, int letters, Vector3 colour)
    {
        if (letters > 0)
        {
            Letters(centre, half, letters, colour, 1);
            return;
        }

        var thick = Math.Max(.8f, half.Y * (float)random.Uniform(.04, .2));
        Shape shape = random.Next(6) switch
        {
            // Strokes lie rather flat: an upright one is a digit.
            0 => new Stroke(new(half.X, half.Y * (float)random.Uniform(-.35, .35)), thick),
            1 => new RoundedBox(half.X, half.Y * .8f, half.Y * (float)random.Uniform(0, .4)),
            2 => new Star(half.Y, random.Next(4, 8), (float)random.Uniform(.3, .6), (float)random.Uniform(0, 6)),
            3 => new Heart(half.Y),
            4 => new Star(half.Y, random.Next(2, 5), (float)random.Uniform(.05, .3), (float)random.Uniform(0, 6)),
            _ => new Stroke(new(half.X, 0), thick),
        };
        shape.Paint(canvas, view, centre, colour, (float)random.Uniform(.5, 1));
        if (shape is Stroke arrow && random.Chance(.4))
        {
            foreach (var side in (ReadOnlySpan<float>)[-1, 1])
            {
                var barb = new Vector2(-half.Y * .35f, side * half.Y * .3f);
                new Stroke(barb / 2, thick).Paint(canvas, view, centre + arrow.Half + barb / 2, colour);
            }
        }
    }

    private void Letters(Vector2 centre, Vector2 half, int count, Vector3 colour, float opacity)
    {
        var layers = new[] { new Layer(new SolidInk(colour)) { Opacity = opacity } };
        for (var i = 0; i < count; i++)
        {
            var x = centre.X - half.X + (i + .5f) * 2 * half.X / count;
            GlyphPainter.Paint(canvas, view, new(source.Sign().Field, x, centre.Y, half.Y * 2), layers);
        }
    }
}
