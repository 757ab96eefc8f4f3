using System.Security.Cryptography;
using System.Text;
using DigitPipeline.Cli.Models;
using DigitPipeline.Formats.TFRecord;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Training;

/// <summary>Names all that decides a training's result, so that a checkpoint of another training is not taken up.</summary>
internal static class TrainingKey
{
    /// <summary>SHA-256 of settings, config, records and glyphs.</summary>
    public static string Of(PipelineFolder pipeline, ModelFiles model, string record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var section in (string[])["train", "synthesis", "augmentation"])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(pipeline.SectionJson(section) + "\n"));
        }

        string[] glyphs = pipeline.Settings.Synthesis.Rate > 0
            ? [.. Directory.EnumerateFiles(pipeline.GlyphDirectory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
        foreach (var file in (string[])[model.ConfigFile, .. ShardedPath.Expand(record), .. glyphs])
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
