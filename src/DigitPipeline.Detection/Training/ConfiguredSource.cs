using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Detection.Augmentation;
using DigitPipeline.Detection.Preprocessing;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Pictures of records, varied as <c>train_config.data_augmentation_options</c> say and brought to the network's input as the original
/// does it: all in float32, the resize last. They stay encoded in memory. May be used from several threads.
/// </summary>
/// <param name="pictures">At least one picture.</param>
/// <param name="augmentation">How they are varied.</param>
/// <param name="input">The detector's pre-processing.</param>
/// <param name="scenes">Where generated scenes come from; none for no scenes.</param>
/// <param name="sceneRate">Share of samples that are scenes, in [0, 1].</param>
/// <param name="seed">Another seed gives other samples.</param>
public sealed class ConfiguredSource(
    IReadOnlyList<RecordPicture> pictures, IAugmentation augmentation, PictureInput input, ITrainingSource? scenes, double sceneRate, ulong seed)
    : ITrainingSource
{
    /// <inheritdoc />
    public AnnotatedImage Sample(long step, int sample, int height, int width)
    {
        var random = CounterRandom.For(seed, "source", step, sample);
        if (scenes is not null && random.Chance(sceneRate))
        {
            return scenes.Sample(step, sample, height, width);
        }

        var (name, picture) = Vary(random, step, sample);
        var values = new float[height * width * 3];
        var objects = Place(picture, input with { Scale = 1, Offset = [0, 0, 0] }, height, width, values);
        var bytes = Array.ConvertAll(values, value => (byte)Math.Clamp(MathF.Round(value), 0, 255));
        return new AnnotatedImage(name, new RgbImage(width, height, bytes), objects);
    }

    /// <inheritdoc />
    public IReadOnlyList<GroundTruth> Fill(long step, int sample, int height, int width, PictureInput input, Span<float> target)
    {
        var random = CounterRandom.For(seed, "source", step, sample);
        return scenes is not null && random.Chance(sceneRate)
            ? scenes.Fill(step, sample, height, width, input, target)
            : Place(Vary(random, step, sample).Picture, input, height, width, target);
    }

    private (string Name, AugmentedPicture Picture) Vary(CounterRandom random, long step, int sample)
    {
        var decoded = pictures[random.Next(pictures.Count)].Decode();
        var image = decoded.Image;
        var picture = new AugmentedPicture(image.Height, image.Width, Array.ConvertAll(image.Pixels, value => (float)value), decoded.Objects);
        return (decoded.Name, augmentation.Apply(picture, CounterRandom.For(seed, "augment", step, sample)));
    }

    private static IReadOnlyList<GroundTruth> Place(AugmentedPicture picture, PictureInput input, int height, int width, Span<float> target)
    {
        // Smaller pictures for the first part of a training are none of the original's; they fill the input.
        var used = input.Aspect is { } aspect && (height, width) != (aspect.Max, aspect.Max) ? input with { Aspect = null } : input;
        used.Fill(picture.Values, picture.Height, picture.Width, height, width, target);
        var window = used.WindowOf(picture.Height, picture.Width, height, width);
        return picture.MoveObjects(box => box.Scale(window.YMax, window.XMax));
    }
}
