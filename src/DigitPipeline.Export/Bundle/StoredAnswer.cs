using System.Text.Json.Nodes;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Export.Verification;

namespace DigitPipeline.Export.Bundle;

/// <summary>A picture and what the model detected in it when it was exported, kept in the bundle to try a copy on.</summary>
public static class StoredAnswer
{
    /// <summary>Name of the folder.</summary>
    public const string Folder = "check";

    private const string AnswerFile = "answer.json";
    private const string PictureName = "picture";
    private const float MinScore = .05f;

    // Kernels differ a little from processor to processor.
    private const float Tolerance = 1e-3f;

    /// <summary>Stores a picture's file and the model's detections.</summary>
    /// <param name="bundle">The bundle's folder.</param>
    /// <param name="encoded">The picture's file.</param>
    /// <param name="detect">The model.</param>
    public static void Write(string bundle, byte[] encoded, Func<RgbImage, IReadOnlyList<DetectedObject>> detect)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bundle, Folder)).FullName;
        var found = detect(ImageDecoder.Decode(encoded, PictureName)).Where(d => d.Score >= MinScore);
        var answer = BundleJson.Array(found.Select(d => new JsonObject
        {
            ["class"] = d.ClassId,
            ["score"] = d.Score,
            ["box"] = BundleJson.Array([d.Box.YMin, d.Box.XMin, d.Box.YMax, d.Box.XMax]),
        }));
        Formats.WholeFile.Write(Path.Combine(folder, PictureName), encoded);
        Formats.WholeFile.Write(Path.Combine(folder, AnswerFile), BundleJson.Text(answer));
    }

    /// <summary>Compares what the model detects now with what was stored.</summary>
    /// <returns>What differs; null where nothing does, or nothing was stored.</returns>
    public static string? Check(string bundle, Func<RgbImage, IReadOnlyList<DetectedObject>> detect)
    {
        var folder = Path.Combine(bundle, Folder);
        if (!File.Exists(Path.Combine(folder, AnswerFile)))
        {
            return null;
        }

        var picture = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, PictureName)), Path.Combine(folder, PictureName));
        DetectedObject[] stored = [.. JsonNode.Parse(File.ReadAllText(Path.Combine(folder, AnswerFile)))!.AsArray().Select(d =>
        {
            float[] box = [.. d!["box"]!.AsArray().Select(v => v!.GetValue<float>())];
            return new DetectedObject(new Box(box[0], box[1], box[2], box[3]), d["class"]!.GetValue<int>(), d["score"]!.GetValue<float>());
        })];
        var comparison = ExportVerification.Compare([picture], _ => stored, p => [.. detect(p).Where(d => d.Score >= MinScore)], MinScore, Tolerance);
        return comparison.Passed ? null : $"the model detects other things in {Folder}/{PictureName} than were recorded: {comparison}";
    }
}
