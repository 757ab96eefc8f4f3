using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>Smooth random textures that repeat every 128 units, made once: paper grain, plaster, chalk, brush marks, clouds.</summary>
internal sealed class Grain
{
    private const int Side = 128;
    private static readonly Grain[] Made = [.. Enumerable.Range(0, 8).Select(number => new Grain(number))];
    private readonly float[] values = new float[Side * Side];

    private Grain(int number)
    {
        var random = CounterRandom.For((ulong)number, "grain");
        // From single pixels to broad clouds; odd ones lie closer to white noise.
        foreach (var (cell, weight) in number % 2 == 0 ? new[] { (32, .5f), (16, .3f), (8, .2f), (4, .1f) } : [(8, .25f), (4, .3f), (2, .35f), (1, .3f)])
        {
            var count = Side / cell;
            var nodes = new float[count * count];
            for (var i = 0; i < nodes.Length; i++)
            {
                nodes[i] = (float)random.NextDouble();
            }

            for (var i = 0; i < values.Length; i++)
            {
                float x = (float)(i % Side) / cell, y = (float)(i / Side) / cell, right = Ease(x - (int)x), down = Ease(y - (int)y);
                int left = (int)x % count, top = (int)y % count, next = (left + 1) % count, below = (top + 1) % count;
                values[i] += weight * Mix(Mix(nodes[top * count + left], nodes[top * count + next], right), Mix(nodes[below * count + left], nodes[below * count + next], right), down);
            }
        }

        float low = values.Min(), high = values.Max();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] - low) / (high - low);
        }
    }

    /// <summary>One of the split's textures; those of the two splits differ.</summary>
    public static Grain Of(GlyphSplit split, bool fine, int number) => Made[(fine ? 1 : 0) + 2 * (split == GlyphSplit.Test ? 3 : number % 3)];

    /// <summary>A value in [0, 1].</summary>
    public float At(float x, float y) => values[((int)MathF.Floor(y) & (Side - 1)) * Side + ((int)MathF.Floor(x) & (Side - 1))];

    /// <summary>A value in [0, 1], between neighbours linearly: for scales at which single values would show as blocks.</summary>
    public float Smooth(float x, float y)
    {
        float left = MathF.Floor(x), top = MathF.Floor(y);
        return Mix(Mix(At(left, top), At(left + 1, top), x - left), Mix(At(left, top + 1), At(left + 1, top + 1), x - left), y - top);
    }

    private static float Ease(float t) => t * t * (3 - 2 * t);

    private static float Mix(float a, float b, float t) => a + (b - a) * t;
}
