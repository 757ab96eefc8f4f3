using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Detection.Augmentation;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Training;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Training;

/// <summary>Where a training's pictures come from.</summary>
internal static class TrainingPictures
{
    /// <summary>
    /// The pictures of a record, varied by <c>train_config.data_augmentation_options</c> where there are any and as pipeline.yaml says
    /// otherwise, mixed with generated scenes, and joined to mosaics.
    /// </summary>
    /// <exception cref="VerbException">There are no pictures, or an object's class is not in the label map.</exception>
    public static ITrainingSource Read(PipelineFolder pipeline, ModelFiles model, string record, CancellationToken cancellation)
    {
        var (settings, rate) = (pipeline.Settings, pipeline.Settings.Synthesis.Rate);
        var glyphs = rate > 0 ? GlyphLibrary.Load(pipeline.GlyphDirectory) : null;
        var varied = settings.Augmentation;
        ITrainingSource source = AugmentationReader.FromConfig(model.Document.Config.TrainConfig) is { } augmentation
            ? Configured(augmentation)
            : Mixed(Decoded(model, record, cancellation), rate);
        return varied.MosaicShare > 0
            ? new MosaicSource(source, varied.MosaicShare, (float)varied.MinVisible, (float)varied.MinBoxHeight, (ulong)settings.Train.Seed)
            : source;

        MixedSource Mixed(IReadOnlyList<AnnotatedImage> pictures, double sceneRate) =>
            new(pictures, settings.ForAugmentation(), glyphs, settings.ForScenes(), sceneRate, (ulong)settings.Train.Seed);

        ConfiguredSource Configured(IAugmentation steps) => new(
            Encoded(model, record, cancellation), steps, model.Definition.Input, rate > 0 ? Mixed([], 1) : null, rate, (ulong)settings.Train.Seed);
    }

    private static List<AnnotatedImage> Decoded(ModelFiles model, string record, CancellationToken cancellation)
    {
        var pictures = new List<AnnotatedImage>();
        foreach (var picture in AnnotatedRecords.Read(record))
        {
            cancellation.ThrowIfCancellationRequested();
            Check(picture.Name, picture.Objects, model, record);
            pictures.Add(MixedSource.Reduce(picture, model.Definition.Height, model.Definition.Width));
        }

        return pictures.Count > 0 ? pictures : throw Nothing(record);
    }

    private static List<RecordPicture> Encoded(ModelFiles model, string record, CancellationToken cancellation)
    {
        var pictures = new List<RecordPicture>();
        foreach (var picture in AnnotatedRecords.ReadEncoded(record))
        {
            cancellation.ThrowIfCancellationRequested();
            Check(picture.Name, picture.Objects, model, record);
            pictures.Add(picture);
        }

        return pictures.Count > 0 ? pictures : throw Nothing(record);
    }

    private static VerbException Nothing(string record) => VerbException.BadData($"{record} holds no pictures: there is nothing to train on");

    private static void Check(string name, IReadOnlyList<GroundTruth> objects, ModelFiles model, string record)
    {
        foreach (var item in objects.Where(item => item.ClassId < 1 || item.ClassId > model.Definition.ClassCount))
        {
            throw VerbException.BadData(FormattableString.Invariant(
                $"{record}: {name} has an object of class {item.ClassId}; the model's classes are 1 to {model.Definition.ClassCount} (model.ssd.num_classes)"));
        }
    }
}
