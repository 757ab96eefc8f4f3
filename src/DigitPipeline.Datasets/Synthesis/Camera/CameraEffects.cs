using System.Numerics;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Camera;

/// <summary>What light, lens and sensor do to a picture.</summary>
internal static class CameraEffects
{
    /// <summary>Light from one side, and perhaps the edge of a shadow across the picture.</summary>
    public static void Light(Canvas canvas, CounterRandom random)
    {
        Vector2 slope = new((float)random.Uniform(-.5, .5) / canvas.Width, (float)random.Uniform(-.5, .5) / canvas.Height);
        var shadowed = random.Chance(.5);
        var angle = random.Uniform(0, 2 * Math.PI);
        var normal = new Vector2((float)Math.Cos(angle), (float)Math.Sin(angle));
        var edge = Vector2.Dot(normal, new((float)random.Uniform(.2, .8) * canvas.Width, (float)random.Uniform(.2, .8) * canvas.Height));
        var dark = (float)random.Uniform(.5, .85);
        var width = (float)random.Uniform(1, .3 * canvas.Height);
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var light = .92f + slope.X * (x - canvas.Width / 2) + slope.Y * (y - canvas.Height / 2);
                light *= shadowed ? 1 - (1 - dark) * Math.Clamp((normal.X * x + normal.Y * y - edge) / width + .5f, 0, 1) : 1;
                canvas.Pixels[y * canvas.Width + x] *= light;
            }
        }
    }

    /// <summary>Brightness, contrast and a colour cast.</summary>
    public static void Tone(Canvas canvas, CounterRandom random)
    {
        var gain = new Vector3((float)Math.Exp(random.Normal() * .15)) * (Vector3.One + .05f * new Vector3((float)random.Normal(), (float)random.Normal(), (float)random.Normal()));
        var offset = new Vector3((float)random.Normal() * 14 + 128) - gain * 128;
        var grey = random.Chance(.15);
        var negative = random.Chance(.12);
        for (var i = 0; i < canvas.Pixels.Length; i++)
        {
            var pixel = canvas.Pixels[i] * gain + offset;
            pixel = grey ? new(Colours.Luma(pixel)) : pixel;
            canvas.Pixels[i] = negative ? Colours.White - pixel : pixel;
        }
    }

    /// <summary>Normal noise of each channel.</summary>
    public static void Noise(Canvas canvas, CounterRandom random)
    {
        var level = (float)random.Uniform(1.5, 11);
        for (var i = 0; i < canvas.Pixels.Length; i++)
        {
            // Sums of four bytes are near enough to a normal number, and a draw gives two of them: red and blue share half.
            var bits = random.NextUInt64();
            float one = Sum(bits), two = Sum(bits >> 32), three = Sum(bits >> 16);
            canvas.Pixels[i] += new Vector3(one, two, three) * level;
        }

        static float Sum(ulong bits) => ((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + ((bits >> 24) & 255) - 510f) / 148;
    }

    /// <summary>Gaussian blur by repeated binomial passes; more across than down when the camera was shaken.</summary>
    public static void Blur(Canvas canvas, CounterRandom random)
    {
        int across = random.Next(1, 4), down = random.Chance(.75) ? across : random.Next(0, 4);
        var buffer = new Vector3[Math.Max(canvas.Width, canvas.Height)];
        for (var pass = 0; pass < across; pass++)
        {
            for (var y = 0; y < canvas.Height; y++)
            {
                Smooth(canvas.Pixels, y * canvas.Width, 1, canvas.Width, buffer);
            }
        }

        for (var pass = 0; pass < down; pass++)
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                Smooth(canvas.Pixels, x, canvas.Width, canvas.Height, buffer);
            }
        }
    }

    private static void Smooth(Vector3[] pixels, int start, int stride, int count, Vector3[] buffer)
    {
        for (var i = 0; i < count; i++)
        {
            buffer[i] = pixels[start + i * stride];
        }

        for (var i = 0; i < count; i++)
        {
            pixels[start + i * stride] = (buffer[Math.Max(0, i - 1)] + buffer[i] * 2 + buffer[Math.Min(count - 1, i + 1)]) * .25f;
        }
    }
}
