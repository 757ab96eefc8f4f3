using System.Numerics;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>
/// One imagined person's hand with one pen: ways of writing each digit, width, slant and a bend of the plane that all their digits
/// share, and small deviations that each digit has of its own. Pictures of crayon and marker digits look unlike scanned handwriting;
/// these fill the gap.
/// </summary>
internal sealed class PenHand
{
    /// <summary>Times that a hand writes the same digit.</summary>
    public const int Variants = 2;

    private readonly CounterRandom key;
    private readonly Bend bend;
    private readonly float width, slant, radius, pressure;

    private PenHand(CounterRandom random)
    {
        key = random;
        bend = new Bend(random, .05);
        width = (float)random.Uniform(.45, .95);
        slant = (float)(random.Normal() * .1);
        radius = (float)Math.Min(width * 4.4, Math.Exp(random.Uniform(Math.Log(1.0), Math.Log(4.2))));
        pressure = random.Chance(.4) ? (float)random.Uniform(.15, .5) : 0;
    }

    /// <summary>The digits of hand number <paramref name="number"/>; the splits' hands are unlike each other.</summary>
    public static GlyphSet Create(GlyphSplit split, int number)
    {
        var hand = new PenHand(CounterRandom.For(split == GlyphSplit.Train ? 1UL : 2UL, "pen hand", number));
        var name = FormattableString.Invariant($"pen {split} {number}");
        return new(name, name, [.. Enumerable.Range(0, 10 * Variants).Select(i => new Glyph(i / Variants, () => hand.Write(i / Variants, i % Variants)))]);
    }

    private DistanceField Write(int digit, int variant)
    {
        var random = key.Fork((ulong)(digit * Variants + variant));
        var wobble = new Bend(random, .025);
        // A hand has its way to write a digit, from which it seldom departs.
        var way = random.Chance(.85) ? (int)(key.Fork((ulong)(1000 + digit)).NextUInt64() >> 33) : random.Next(100);
        var strokes = DigitStrokes.Of(digit, way % DigitStrokes.Count(digit));
        var segments = new List<Segment>();
        var phase = (float)random.Uniform(0, 6);
        foreach (var stroke in strokes)
        {
            var curve = DigitStrokes.Smooth(stroke);
            for (var i = 0; i + 1 < curve.Length; i++)
            {
                var thick = radius * (1 + pressure * MathF.Sin(phase + i * .35f));
                segments.Add(new(Place(curve[i]), Place(curve[i + 1]), thick));
            }
        }

        return Draw(segments);

        Vector2 Place(Vector2 point)
        {
            point = wobble.Move(bend.Move(point));
            var tall = DistanceField.FullHeight - 2 * Math.Min(radius, 4);
            return new(DistanceField.Size / 2f + ((point.X - .5f) * width - slant * (point.Y - .5f)) * tall, DistanceField.Size / 2f + (point.Y - .5f) * tall);
        }
    }

    private static DistanceField Draw(List<Segment> segments)
    {
        // Further than this from any stroke no style looks.
        const float Reach = 12;
        var distances = new float[DistanceField.Size * DistanceField.Size];
        Array.Fill(distances, -Reach);
        foreach (var segment in segments)
        {
            var low = Vector2.Min(segment.From, segment.To) - new Vector2(segment.Radius + Reach);
            var high = Vector2.Max(segment.From, segment.To) + new Vector2(segment.Radius + Reach);
            for (var y = Math.Max(0, (int)low.Y); y < Math.Min(DistanceField.Size, high.Y); y++)
            {
                for (var x = Math.Max(0, (int)low.X); x < Math.Min(DistanceField.Size, high.X); x++)
                {
                    ref var distance = ref distances[y * DistanceField.Size + x];
                    distance = Math.Max(distance, segment.Depth(new(x + .5f, y + .5f)));
                }
            }
        }

        return DistanceField.FromDistances(distances);
    }

    private readonly record struct Segment(Vector2 From, Vector2 To, float Radius)
    {
        public float Depth(Vector2 point)
        {
            var along = To - From;
            var share = Math.Clamp(Vector2.Dot(point - From, along) / (along.LengthSquared() + 1e-6f), 0, 1);
            return Radius - Vector2.Distance(point, From + share * along);
        }
    }

    /// <summary>A smooth displacement of the plane, so that strokes that meet still meet.</summary>
    private sealed class Bend(CounterRandom random, double size)
    {
        private readonly float[] waves = [.. Enumerable.Range(0, 16).Select(i => (float)(i % 4 == 3 ? random.Normal() * size : i % 4 == 2 ? random.Uniform(0, 6.3) : random.Normal() * 4))];

        public Vector2 Move(Vector2 point)
        {
            var moved = point;
            for (var i = 0; i < waves.Length; i += 4)
            {
                var wave = MathF.Sin(waves[i] * point.X + waves[i + 1] * point.Y + waves[i + 2]) * waves[i + 3];
                moved += i < waves.Length / 2 ? new Vector2(wave, 0) : new Vector2(0, wave);
            }

            return moved;
        }
    }
}
