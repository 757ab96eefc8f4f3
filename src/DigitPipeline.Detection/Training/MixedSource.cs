using System.Collections.Concurrent;
using DigitPipeline.Datasets.Augmentation;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Detection.Preprocessing;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Generated scenes and varied pictures of a data set, mixed: few annotated pictures alone are learned by heart. May be used from
/// several threads.
/// </summary>
public sealed class MixedSource : ITrainingSource
{
    private const int Oversampling = 2;
    private readonly IReadOnlyList<AnnotatedImage> pictures;
    private readonly AugmentationOptions augmentation;
    private readonly GlyphLibrary? glyphs;
    private readonly SceneOptions scenes;
    private readonly double sceneRate;
    private readonly ulong seed;
    private readonly ConcurrentDictionary<(int Height, int Width), (Augmenter Augmenter, SceneGenerator? Generator)> sizes = [];

    /// <summary>Mixes pictures and scenes.</summary>
    /// <param name="pictures">Annotated pictures; they stay in memory, so <see cref="Reduce"/> large ones first.</param>
    /// <param name="augmentation">How the pictures are varied; its size is replaced by the one asked for.</param>
    /// <param name="glyphs">What scenes are made of; only the part for training is used.</param>
    /// <param name="scenes">What scenes look like; its size is replaced by the one asked for.</param>
    /// <param name="sceneRate">Share of samples that are scenes, in [0, 1].</param>
    /// <param name="seed">Another seed gives other samples.</param>
    /// <exception cref="ArgumentException">The rate is no share, or what it asks for is not there.</exception>
    public MixedSource(
        IReadOnlyList<AnnotatedImage> pictures, AugmentationOptions augmentation, GlyphLibrary? glyphs, SceneOptions scenes, double sceneRate, ulong seed)
    {
        Require(sceneRate is >= 0 and <= 1, FormattableString.Invariant($"The share of scenes is {sceneRate}, expected a number from 0 to 1."));
        Require(sceneRate == 0 || glyphs is not null, "Scenes need glyphs: name their folder, or set the share of scenes to 0.");
        Require(sceneRate == 1 || pictures.Count > 0, "There is no annotated picture to train on: add some, or set the share of scenes to 1.");
        (this.pictures, this.augmentation, this.glyphs, this.scenes, this.sceneRate, this.seed) = (pictures, augmentation, glyphs, scenes, sceneRate, seed);

        static void Require(bool holds, string problem)
        {
            if (!holds)
            {
                throw new ArgumentException(problem);
            }
        }
    }

    /// <summary>
    /// A picture shrunk to what training can see of it: its sides are at least twice the input's, for the greatest zoom. A picture
    /// that is no larger is returned as it is.
    /// </summary>
    /// <param name="picture">The picture; boxes are normalised and stay.</param>
    /// <param name="height">Height of the detector's input.</param>
    /// <param name="width">Width of the detector's input.</param>
    public static AnnotatedImage Reduce(AnnotatedImage picture, int height, int width)
    {
        var image = picture.Image;
        var scale = Math.Max((double)Oversampling * height / image.Height, (double)Oversampling * width / image.Width);
        var resize = new PictureInput(1, [0, 0, 0], ResizeKind.Antialiased);
        return scale >= 1
            ? picture
            : picture with { Image = resize.ResizePicture(image, (int)Math.Round(image.Height * scale), (int)Math.Round(image.Width * scale)) };
    }

    /// <inheritdoc />
    public AnnotatedImage Sample(long step, int sample, int height, int width)
    {
        var random = CounterRandom.For(seed, "source", step, sample);
        var (augmenter, generator) = sizes.GetOrAdd((height, width), static (size, source) => source.ForSize(size.Height, size.Width), this);
        return generator is not null && random.Chance(sceneRate)
            ? generator.Generate(random.NextUInt64(), step, GlyphSplit.Train)
            : augmenter.Apply(pictures[random.Next(pictures.Count)], CounterRandom.For(seed, "augment", step, sample));
    }

    private (Augmenter Augmenter, SceneGenerator? Generator) ForSize(int height, int width) => (
        new Augmenter(augmentation with { Height = height, Width = width }),
        glyphs is null ? null : new SceneGenerator(glyphs, scenes with { Height = height, Width = width }));
}
