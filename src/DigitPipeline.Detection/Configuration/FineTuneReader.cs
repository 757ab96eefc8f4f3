using DigitPipeline.Detection.Training.FineTuning;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads what a training starts from.</summary>
public static class FineTuneReader
{
    /// <summary>The field with the checkpoint.</summary>
    public const string Field = "train_config.fine_tune_checkpoint";

    /// <summary>The checkpoint as the config writes it, and what of it is taken over; null where training starts from scratch.</summary>
    /// <exception cref="DetectorConfigException">Names a field that is missing or not supported.</exception>
    public static (string Path, FineTuneKind Kind)? FromConfig(TrainConfig? config)
    {
        if (config is null || config.FineTuneCheckpoint.Length == 0)
        {
            return null;
        }

        Require(
            config.FineTuneCheckpointVersion == CheckpointVersion.V2,
            Field + "_version",
            "must be V2; the default, V1, stands for checkpoints of TensorFlow 1.");
        Require(!config.LoadAllDetectionCheckpointVars, "train_config.load_all_detection_checkpoint_vars", "is not supported in TensorFlow 2; take it out.");
        return (config.FineTuneCheckpoint, KindOf(config));
    }

    private static FineTuneKind KindOf(TrainConfig config) => config.FineTuneCheckpointType switch
    {
        "classification" => FineTuneKind.Classification,
        "detection" => FineTuneKind.Detection,
        "full" => FineTuneKind.Full,
        "" => IsOfDetector(config) ? FineTuneKind.Detection : FineTuneKind.Classification,
        var other => throw new DetectorConfigException(Field + "_type", $"is '{other}', expected classification, detection or full."),
    };

    // The schema calls the field deprecated, and the original reads it all the same where no type is given.
    private static bool IsOfDetector(TrainConfig config) =>
        (bool)TrainConfig.Descriptor.FindFieldByNumber(TrainConfig.FromDetectionCheckpointFieldNumber).Accessor.GetValue(config);
}
