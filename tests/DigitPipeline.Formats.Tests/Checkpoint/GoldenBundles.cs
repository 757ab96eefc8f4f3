using System.Text.Json;

namespace DigitPipeline.Formats.Tests.Checkpoint;

/// <summary>The checkpoints that the original wrote.</summary>
internal static class GoldenBundles
{
    /// <summary>Every bundle of the list, with its path.</summary>
    public static IEnumerable<(string Prefix, JsonElement Facts)> All() =>
        Golden.Json(Golden.Folder("tensor-bundle/bundles.json")).GetProperty("bundles").EnumerateArray()
            .Select(facts => (Golden.Folder("tensor-bundle/" + facts.GetProperty("prefix").GetString()), facts));

    /// <summary>Checkpoints of detection models.</summary>
    public static IEnumerable<string> Detectors() =>
    [
        Golden.Folder("odapi/model-small/checkpoint/ckpt-0"),
        Golden.Folder("odapi/model-small/checkpoint-train/ckpt-1"),
        Golden.Folder("odapi/training/smooth/checkpoint-after-10/ckpt-1"),
    ];
}
