using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
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
    /// <summary>Reads records, glyphs and the checkpoint to start from.</summary>
    /// <exception cref="VerbException">There are no pictures, an object's class is not in the label map, or the checkpoint does not fit.</exception>
    public static TrainingInputs Read(PipelineFolder pipeline, ModelFiles model, string record, CancellationToken cancellation)
    {
        TrainingSizeCheck.Check(pipeline, model.Definition);
        using var start = StartingPoint.Of(pipeline, model);
        var source = TrainingPictures.Read(pipeline, model, record, cancellation);
        return new TrainingInputs(OptionsOf(model, pipeline.Settings, TrainingKey.Of(pipeline, model, record, start?.Prefix), start), source);
    }

    private static TrainingOptions OptionsOf(ModelFiles model, PipelineSettings settings, string key, StartingPoint? start)
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
            FreezeNormsFrom = model.Document.Config.Model.Ssd.FreezeBatchnorm ? 0 : train.FreezeNormsFrom,
            Regularize = config.AddRegularizationLoss,
            InitialWeights = start?.Weights ?? new Dictionary<string, float[]>(),
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
