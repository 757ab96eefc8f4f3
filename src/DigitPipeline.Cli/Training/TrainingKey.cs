using System.Security.Cryptography;
using System.Text;
using DigitPipeline.Cli.Models;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.TFRecord;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Training;

/// <summary>Names all that decides a training's result, so that a checkpoint of another training is not taken up.</summary>
internal static class TrainingKey
{
    /// <summary>SHA-256 of settings, config, records, glyphs and the checkpoint to start from.</summary>
    public static string Of(PipelineFolder pipeline, ModelFiles model, string record, string? startPrefix)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var section in (string[])["train", "synthesis", "augmentation"])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(pipeline.SectionJson(section) + "\n"));
        }

        string[] glyphs = pipeline.Settings.Synthesis.Rate > 0
            ? [.. Directory.EnumerateFiles(pipeline.GlyphDirectory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
        string[] start = startPrefix is null ? [] : CheckpointFiles(startPrefix);
        foreach (var file in (string[])[model.ConfigFile, .. ShardedPath.Expand(record), .. glyphs, .. start])
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string[] CheckpointFiles(string prefix)
    {
        var shards = TensorBundleReader.Open(prefix).ShardCount;
        return [TensorBundleReader.IndexPath(prefix), .. Enumerable.Range(0, shards).Select(shard => TensorBundleReader.DataPath(prefix, shard, shards))];
    }
}
