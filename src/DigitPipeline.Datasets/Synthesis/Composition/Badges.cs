using System.Numerics;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Composition;

/// <summary>Discs, cards, buttons and blots that the numbers of a scene stand on.</summary>
internal sealed class Badges(CounterRandom random)
{
    private readonly int kind = random.Next(6);
    private readonly float rim = random.Chance(.35) ? (float)random.Uniform(.015, .05) : 0, corner = (float)random.Uniform(.05, .9), spread = (float)random.Uniform(1.12, 1.4);
    private readonly bool shaded = random.Chance(.3), ownColour = random.Chance(.6);
    private Vector3? shared;

    /// <summary>Paints one behind a number.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="view">From the paper to the picture.</param>
    /// <param name="centre">Middle of the number on the paper.</param>
    /// <param name="halfInk">Half of its width and height.</param>
    /// <param name="room">Half of the cell.</param>
    public void Paint(Canvas canvas, in Projection view, Vector2 centre, Vector2 halfInk, Vector2 room)
    {
        var half = Vector2.Min(halfInk * spread + new Vector2(halfInk.Y * .15f), Vector2.Max(room * .97f, halfInk * 1.08f));
        var least = Math.Min(half.X, half.Y);
        var round = Math.Max(halfInk.Length() * 1.05f, Math.Min(half.X, half.Y));
        Shape shape = kind switch
        {
            0 or 1 when round <= 1.1f * Math.Max(room.X, room.Y) => new RoundedBox(round, round, round),
            2 => new Star(round * 1.15f, random.Next(4, 9), (float)random.Uniform(.03, .2), (float)random.Uniform(0, 6)),
            3 => new RoundedBox(half.X, half.Y, 0),
            _ => new RoundedBox(half.X, half.Y, least * corner),
        };
        var behind = canvas.Average(centre.X - half.X, centre.Y - half.Y, centre.X + half.X, centre.Y + half.Y);
        var colour = ownColour ? Colours.Against(random, behind, 25, .3) : shared ??= Colours.Against(random, behind, 25, .3);
        if (shaded)
        {
            shape.Paint(canvas, view, centre + new Vector2(least * .08f), behind * .3f, .4f, softness: least * .25f);
        }

        shape.Paint(canvas, view, centre, colour);
        if (rim > 0)
        {
            shape.Paint(canvas, view, centre, Colours.Against(random, colour, 40, .7), 1, from: 0, to: Math.Max(1, rim * half.Y * 2));
        }
    }
}
