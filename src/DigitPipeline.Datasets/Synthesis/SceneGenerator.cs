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
        var side = random.Uniform(options.MinSide, options.MaxSide);
        var width = Math.Max(16, (int)Math.Round(side * Math.Sqrt(layout.Aspect)));
        var canvas = new Canvas(width, Math.Max(16, (int)Math.Round(width / layout.Aspect)));
        var size = new Vector2(canvas.Width, canvas.Height);
        var view = random.Chance(options.PerspectiveShare) ? Perspective.Choose(random, size) : Projection.Identity;
        Cover(canvas, view, SurfaceChooser.Choose(new(random.Fork(1), split), size.X, size.Y));
        var objects = new SceneComposer(random, options, library.Of(split), canvas, view).Compose(layout);
        var image = Photograph(canvas, random.Fork(2));
        image = options.Width > 0 && options.Height > 0 ? Resampling.Bilinear(image, options.Width, options.Height) : image;
        return new(FormattableString.Invariant($"scene-{seed}-{index}"), image, objects);
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

    private RgbImage Photograph(Canvas canvas, CounterRandom random)
    {
        if (random.Chance(options.LightShare))
        {
            CameraEffects.Light(canvas, random);
        }

        if (random.Chance(.3))
        {
            CameraEffects.Tone(canvas, random);
        }

        var small = random.Chance(.22) ? random.Uniform(.5, .85) : 1;
        canvas = small < 1 && options.Width > 0 ? Resampling.Reduced(canvas, Math.Max(32, (int)(canvas.Width * small)), Math.Max(32, (int)(canvas.Height * small))) : canvas;
        if (random.Chance(options.BlurShare))
        {
            CameraEffects.Blur(canvas, random);
        }

        if (random.Chance(options.NoiseShare))
        {
            CameraEffects.Noise(canvas, random);
        }

        var image = canvas.ToImage();
        return random.Chance(options.JpegShare) ? JpegRoundTrip.Apply(image, random.Next(options.MinJpegQuality, 95)) : image;
    }
}
