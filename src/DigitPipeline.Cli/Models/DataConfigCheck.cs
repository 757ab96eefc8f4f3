using DigitPipeline.Detection.Configuration;
using DigitPipeline.Evaluation.TensorBoard;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Formats.Protos;

namespace DigitPipeline.Cli.Models;

/// <summary>
/// What is made of the config beside model and training: input readers, evaluation, quantisation. Nothing in it is ignored in silence.
/// </summary>
internal static class DataConfigCheck
{
    private static readonly string[] Readers = ["train_input_reader", "eval_input_reader"];

    // Fields of input readers that are done as they say, or change nothing here: pictures are drawn at random from memory.
    private static readonly HashSet<string> OfReaders = new(StringComparer.Ordinal)
    {
        "label_map_path", "tf_record_input_reader", "name", "shuffle", "shuffle_buffer_size", "filenames_shuffle_buffer_size", "num_epochs",
        "num_readers", "num_parallel_batches", "num_prefetch_batches", "queue_capacity", "min_after_dequeue", "read_block_length", "prefetch_size",
        "num_parallel_map_calls", "drop_remainder", "max_number_of_boxes", "include_source_id", "mask_type", "use_display_name",
    };

    // Likewise of the evaluation: it is done once, after the training, with the weights that are exported.
    private static readonly HashSet<string> OfEvaluation = new(StringComparer.Ordinal)
    {
        "metrics_set", "include_metrics_per_category", "num_visualizations", "min_score_threshold", "max_num_boxes_to_visualize", "batch_size",
        "num_examples", "eval_interval_secs", "max_evals", "save_graph", "visualization_export_dir", "eval_master", "export_path",
        "use_moving_averages", "skip_scores", "skip_labels", "visualize_groundtruth_boxes", "groundtruth_box_visualization_color",
        "keep_image_id_for_visualization_export", "retain_original_images", "retain_original_image_additional_channels",
        "use_dummy_loss_in_eval", "recall_lower_bound", "recall_upper_bound", "image_classes_field_map_empty_to_ones",
    };

    /// <summary>Refuses what is not done.</summary>
    /// <exception cref="DetectorConfigException">Names the field.</exception>
    public static void Check(PipelineConfigDocument document)
    {
        CheckMetrics(document.Config.EvalConfig?.MetricsSet ?? []);
        foreach (var mention in document.Mentions)
        {
            switch (mention.Path.Split('.'))
            {
                case ["graph_rewriter"]:
                    throw new DetectorConfigException(mention.Path, "training for quantisation is not supported; take it out.");
                case ["eval_config", var field] when !OfEvaluation.Contains(field) && !IsOff(mention):
                    throw new DetectorConfigException(mention.Path, "is not supported by the evaluation; take it out.");
                case [var reader, var field] when Readers.Contains(reader) && !OfReaders.Contains(field) && !IsOff(mention):
                    throw new DetectorConfigException(mention.Path, "is not supported; the records are read for boxes and classes alone. Take it out.");
            }
        }
    }

    private static void CheckMetrics(IEnumerable<string> names)
    {
        foreach (var (i, name) in names.Index().Where(item => !OriginalScalars.MetricsSets.Contains(item.Item)))
        {
            throw new DetectorConfigException(
                FormattableString.Invariant($"eval_config.metrics_set[{i}]"),
                $"'{name}' is not supported; there are: {string.Join(", ", OriginalScalars.MetricsSets)}.");
        }
    }

    private static bool IsOff(ConfigMention mention) => mention.Path.Split('.')[^1] switch
    {
        "sample_1_of_n_examples" => mention.Values is [1u],
        "input_type" => mention.Values is [(int)InputType.InputDefault or (int)InputType.TfExample],
        "frame_index" => mention.Values is [-1],
        _ => mention.Values.Count > 0 && mention.Values.All(value => value is false or 0 or 0u or 0f or ""),
    };
}
