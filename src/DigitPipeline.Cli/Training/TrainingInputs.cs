using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Training;
using DigitPipeline.Pipelines;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Cli.Training;

/// <summary>What a training takes: where its pictures come from, and how it goes on.</summary>
/// <param name="Options">How to train.</param>
/// <param name="Source">The pictures.</param>
internal sealed record TrainingInputs(TrainingOptions Options, ITrainingSource Source)
{
    /// <summary>Reads records and glyphs.</summary>
    /// <exception cref="VerbException">There are no pictures, or an object's class is not in the label map.</exception>
    public static TrainingInputs Read(PipelineFolder pipeline, ModelFiles model, string record, CancellationToken cancellation)
    {
        TrainingSizeCheck.Check(pipeline, model.Definition);
        var settings = pipeline.Settings;
        var pictures = new List<AnnotatedImage>();
        foreach (var picture in AnnotatedRecords.Read(record))
        {
            cancellation.ThrowIfCancellationRequested();
            Check(picture, model, record);
            pictures.Add(MixedSource.Reduce(picture, model.Definition.Height, model.Definition.Width));
        }

        if (pictures.Count == 0)
        {
            throw VerbException.BadData($"{record} holds no pictures: there is nothing to train on");
        }

        var glyphs = settings.Synthesis.Rate > 0 ? GlyphLibrary.Load(pipeline.GlyphDirectory) : null;
        var source = new MixedSource(
            pictures, settings.ForAugmentation(), glyphs, settings.ForScenes(), settings.Synthesis.Rate, (ulong)settings.Train.Seed);
        return new TrainingInputs(OptionsOf(model, settings, TrainingKey.Of(pipeline, model, record)), source);
    }

    private static void Check(AnnotatedImage picture, ModelFiles model, string record)
    {
        foreach (var item in picture.Objects.Where(item => item.ClassId < 1 || item.ClassId > model.Definition.ClassCount))
        {
            throw VerbException.BadData(FormattableString.Invariant(
                $"{record}: {picture.Name} has an object of class {item.ClassId}; the model's classes are 1 to {model.Definition.ClassCount} (model.ssd.num_classes)"));
        }
    }

    private static TrainingOptions OptionsOf(ModelFiles model, PipelineSettings settings, string key)
    {
        var (train, config) = (settings.Train, model.Document.Config.TrainConfig);
        var options = new TrainingOptions
        {
            Steps = (int)config.NumSteps,
            BatchSize = (int)config.BatchSize,
            ClipNorm = config.GradientClippingByNorm,
            Objective = model.Objective!,
            Optimizer = train.Optimizer == "config" ? OptimizerReader.FromConfig(config) : Muon(train, (int)config.NumSteps),
            Replicas = train.Replicas,
            Seed = (ulong)train.Seed,
            AveragingDecay = (float)train.AveragingDecay,
            FreezeNormsFrom = train.FreezeNormsFrom,
            Sizes = [.. train.Sizes.Select(size => new SizePhase(size.Until, size.Height, size.Width))],
            CheckpointEvery = train.CheckpointEvery,
            KeepCheckpoints = train.KeepCheckpoints,
            LogEvery = train.LogEvery,
            Device = train.Device,
            Key = key,
        };
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentException error)
        {
            throw VerbException.Configuration($"{model.ConfigFile}: {error.Message}", error);
        }
    }

    private static MuonOptions Muon(TrainSettings train, int steps) => new(new WarmUpCosineFactor(steps, train.WarmUp, train.FinalRate))
    {
        KernelRate = (float)train.KernelRate,
        KernelDecay = (float)train.KernelDecay,
        Rate = (float)train.Rate,
        Decay = (float)train.WeightDecay,
    };
}
