using System.Numerics;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Camera;
using DigitPipeline.Datasets.Synthesis.Composition;
using DigitPipeline.Datasets.Synthesis.Layout;
using DigitPipeline.Datasets.Synthesis.Painting;
using DigitPipeline.Datasets.Synthesis.Surfaces;

namespace DigitPipeline.Datasets.Synthesis;

/// <summary>
/// Makes annotated scenes of digits. A scene is a pure function of the library, the options and the arguments of
/// <see cref="Generate"/>; the generator holds no state and may be used from several threads.
/// </summary>
public sealed class SceneGenerator(GlyphLibrary library, SceneOptions options)
{
    /// <summary>Makes a scene.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="index">Number of the scene.</param>
    /// <param name="split">Whose glyphs and backgrounds it is made of.</param>
    /// <returns>The picture with a box around each digit, class ids as in the label map: 1 to 9, and 10 for the digit 0.</returns>
    public AnnotatedImage Generate(ulong seed, long index, GlyphSplit split)
    {
        var random = CounterRandom.For(seed, split == GlyphSplit.Train ? "scene" : "test scene", index);
        var layout = LayoutChooser.Choose(random, options);
        // Large enough for the smallest number to be read.
        var smallest = layout.Runs.Min(run => Math.Min(run.Height, 1.5f * run.Room / run.Text.Length));
        var side = Math.Max(random.Uniform(options.MinSide, options.MaxSide), Math.Min(2 * options.MaxSide, options.MinDigitPixels / smallest * Math.Sqrt(layout.Aspect)));
        var width = Math.Max(16, (int)Math.Round(side * Math.Sqrt(layout.Aspect)));
        var canvas = new Canvas(width, Math.Max(16, (int)Math.Round(width / layout.Aspect)));
        var size = new Vector2(canvas.Width, canvas.Height);
        var view = random.Chance(options.PerspectiveShare) ? Perspective.Choose(random, size) : Projection.Identity;
        Cover(canvas, view, Ground(random, split, size));
        var objects = new SceneComposer(random, options, library.Of(split), canvas, view).Compose(layout);
        var image = Photograph(canvas, random.Fork(2)).ToImage();
        return new(FormattableString.Invariant($"scene-{seed}-{index}"), image, objects);
    }

    private Surface Ground(CounterRandom random, GlyphSplit split, Vector2 size)
    {
        const int Trials = 64;
        const ulong FirstOther = 1000;
        var surface = SurfaceChooser.Choose(new(random.Fork(1), split), size.X, size.Y);
        for (ulong trial = 0; trial < Trials && options.MaxGroundSpread < 255 && Spread(surface, size) > options.MaxGroundSpread; trial++)
        {
            surface = SurfaceChooser.Choose(new(random.Fork(FirstOther + trial), split), size.X, size.Y);
        }

        return surface;
    }

    private static double Spread(Surface surface, Vector2 size)
    {
        const int Side = 24, Aside = Side * Side / 20;
        float[] luma = [.. Enumerable.Range(0, Side * Side)
            .Select(i => surface.At((i % Side + .5f) / Side * size.X, (i / Side + .5f) / Side * size.Y)).Select(Colours.Luma).Order()];
        return luma[^Aside] - luma[Aside];
    }

    private static void Cover(Canvas canvas, in Projection view, Surface surface)
    {
        if (surface is PlainSurface plain)
        {
            Array.Fill(canvas.Pixels, plain.At(0, 0));
            return;
        }

        var back = view.Inverse();
        var straight = view == Projection.Identity;
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var point = straight ? new Vector2(x + .5f, y + .5f) : back.Map(x + .5f, y + .5f);
                canvas.Pixels[y * canvas.Width + x] = surface.At(point.X, point.Y);
            }
        }
    }

    private Canvas Photograph(Canvas canvas, CounterRandom random)
    {
        var stretched = options.Width > 0 && options.Height > 0;
        if (!random.Chance(options.CleanShare))
        {
            canvas = Spoil(canvas, random, stretched);
        }

        if (random.Chance(options.JpegShare))
        {
            JpegLoss.Apply(canvas, random.Next(options.MinJpegQuality, 95));
        }

        return stretched ? Resampling.Resize(canvas, options.Width, options.Height, random.Chance(.7)) : canvas;
    }

    private Canvas Spoil(Canvas canvas, CounterRandom random, bool reducible)
    {
        if (random.Chance(options.LightShare))
        {
            CameraEffects.Light(canvas, random);
        }

        if (random.Chance(options.ToneShare))
        {
            CameraEffects.Tone(canvas, random);
        }

        var small = random.Chance(.3) ? random.Uniform(.55, .9) : 1;
        canvas = reducible && small < 1 ? Resampling.Resize(canvas, (int)(canvas.Width * small), (int)(canvas.Height * small)) : canvas;
        if (random.Chance(options.BlurShare))
        {
            CameraEffects.Blur(canvas, random);
        }

        if (random.Chance(options.NoiseShare))
        {
            CameraEffects.Noise(canvas, random);
        }

        return canvas;
    }
}
