using System.Text.Json;
using DigitPipeline.Pipelines;
using Google.Protobuf.WellKnownTypes;

namespace DigitPipeline.Cli.Training;

/// <summary>The settings of a training as TensorBoard's table of hyperparameters shows them.</summary>
internal static class RunSettings
{
    // Where things lie and how often something is told changes no result.
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.Ordinal)
    {
        "synthesis.glyphs", "train.checkpoint_every", "train.keep_checkpoints", "train.log_every",
    };

    /// <summary>All settings that decide a training's result, named as <c>train.steps</c>.</summary>
    public static IReadOnlyDictionary<string, Value> Of(PipelineFolder pipeline)
    {
        var settings = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var section in (string[])["train", "synthesis", "augmentation"])
        {
            using var json = JsonDocument.Parse(pipeline.SectionJson(section));
            foreach (var setting in json.RootElement.EnumerateObject())
            {
                var name = $"{section}.{setting.Name}";
                if (!WithoutEffect.Contains(name))
                {
                    settings.Add(name, ValueOf(setting.Value));
                }
            }
        }

        return settings;
    }

    private static Value ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Value.ForNumber(value.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => Value.ForBool(value.GetBoolean()),
        JsonValueKind.String => Value.ForString(value.GetString()),
        _ => Value.ForString(value.GetRawText()),
    };
}
