using DigitPipeline.Detection.Configuration;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Cli.Models;

/// <summary>What the trainer makes of <c>train_config</c>: nothing in it is ignored in silence.</summary>
internal static class TrainConfigCheck
{
    private const string Section = "train_config.";

    // Fields that change nothing here: one machine reads the whole batch and keeps every box.
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.Ordinal)
    {
        "sync_replicas", "startup_delay_steps", "replicas_to_aggregate", "max_number_of_boxes", "unpad_groundtruth_tensors",
        "keep_checkpoint_every_n_hours", "batch_queue_capacity", "num_batch_queue_threads", "prefetch_queue_capacity",
        "run_fine_tune_checkpoint_dummy_computation", "summarize_gradients",
    };

    private static readonly HashSet<string> Done = new(StringComparer.Ordinal)
    {
        "batch_size", "num_steps", "optimizer", "gradient_clipping_by_norm", "add_regularization_loss", "data_augmentation_options",
        "fine_tune_checkpoint", "fine_tune_checkpoint_version", "fine_tune_checkpoint_type", "from_detection_checkpoint",
    };

    /// <summary>Says what takes the place of what the config asks for.</summary>
    /// <exception cref="DetectorConfigException">A field asks for something that the trainer does not do.</exception>
    public static IReadOnlyList<string> Notes(PipelineConfigDocument document, TrainSettings settings)
    {
        var (notes, config) = (new List<string>(), document.Config.TrainConfig);
        _ = settings.Optimizer == "config" ? OptimizerReader.FromConfig(config) : null;
        _ = FineTuneReader.FromConfig(config);
        _ = AugmentationReader.FromConfig(config);
        foreach (var mention in document.Mentions.Where(mention => mention.Path.StartsWith(Section, StringComparison.Ordinal)))
        {
            var field = mention.Path[Section.Length..];
            if (field.Contains('.') || WithoutEffect.Contains(field))
            {
                continue;
            }

            var place = FormattableString.Invariant($"{document.Source.File}:{mention.Line}: {mention.Path}: ");
            if (field == "optimizer" && settings.Optimizer == "muon")
            {
                notes.Add(place + "pipeline.yaml says train.optimizer: muon, which is used instead");
            }
            else if (field == "data_augmentation_options")
            {
                notes.Add(place + "annotated pictures are varied by these, not as pipeline.yaml's section augmentation says");
            }
            else if (!Done.Contains(field) && !IsOff(document, mention))
            {
                throw new DetectorConfigException(mention.Path, "is not supported by the trainer; take it out.");
            }
        }

        return [.. notes.Distinct()];
    }

    // Switched off, which is how the trainer works.
    private static bool IsOff(PipelineConfigDocument document, ConfigMention mention) =>
        mention.Field.Accessor.GetValue(document.Config.TrainConfig) is false or "" or 0f or 0 or 0u;
}
