using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Training.FineTuning;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Pipelines;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Cli.Training;

/// <summary>What <c>train_config.fine_tune_checkpoint</c> gives a training to start with.</summary>
internal sealed class StartingPoint : IDisposable
{
    private readonly CheckpointSource source;

    private StartingPoint(CheckpointSource source, IReadOnlyDictionary<string, float[]> weights) => (this.source, Weights) = (source, weights);

    /// <summary>The checkpoint's path without <c>.index</c>.</summary>
    public string Prefix => source.Prefix;

    /// <summary>Values that variables start with, by name.</summary>
    public IReadOnlyDictionary<string, float[]> Weights { get; }

    /// <summary>Reads it; null where training starts from scratch. Paths are relative to the pipeline's folder.</summary>
    /// <exception cref="VerbException">There is no such checkpoint, or it does not fit; with the config's line.</exception>
    public static StartingPoint? Of(PipelineFolder pipeline, ModelFiles model)
    {
        if (FineTuneReader.FromConfig(model.Document.Config.TrainConfig) is not { } start)
        {
            return null;
        }

        CheckpointSource? source = null;
        try
        {
            source = CheckpointSource.Open(Path.Combine(Path.GetDirectoryName(pipeline.ConfigFile)!, start.Path));
            return new StartingPoint(source, FineTuneCheckpoint.Load(source.Prefix, start.Kind, model.Definition.Network));
        }
        catch (FileNotFoundException missing)
        {
            source?.Dispose();
            throw VerbException.NoInput(
                model.Document.Error(FineTuneReader.Field, missing.Message + "; name a checkpoint, or take the field out to train from scratch").Message);
        }
        catch (FormatException problem)
        {
            source?.Dispose();
            throw VerbException.BadData(model.Document.Error(FineTuneReader.Field, problem.Message).Message);
        }
    }

    /// <inheritdoc />
    public void Dispose() => source.Dispose();
}
