using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.Tests.Reference;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>A small but complete bundle.</summary>
internal static class SampleBundle
{
    /// <summary>Writes one.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="date">Date of its commit.</param>
    /// <param name="padding">Bytes of a file that makes it larger.</param>
    public static string Write(string folder, string date = "2026-01-02T03:04:05Z", int padding = 0)
    {
        Directory.CreateDirectory(folder);
        var small = new SmallDetector();
        var model = Path.Combine(folder, "model.onnx");
        OnnxExporter.Write(small.Network, small.Weights, small.Options, model);
        File.WriteAllText(Path.Combine(folder, "metrics.json"), """
            {"pictures":2,"coco":{"mAP":0.5,"AP50":0.75},"recognition_rate":{"rate":0.9,"right":9,"total":10,"false":1},"per_class":[]}
            """);
        if (padding > 0)
        {
            var bytes = new byte[padding];
            new Random(padding).NextBytes(bytes);
            Directory.CreateDirectory(Path.Combine(folder, "saved_model", "variables"));
            File.WriteAllBytes(Path.Combine(folder, "saved_model", "variables", "large"), bytes);
        }

        using (var detector = new OnnxDetector(model, threads: 1))
        {
            StoredAnswer.Write(folder, TestPicture.Png(SmallDetector.Picture(40, 30)), p => detector.Detect(p));
        }

        BundleDocuments.Write(folder, new BundleFacts
        {
            Pipeline = "small",
            Settings = new Dictionary<string, string> { ["train"] = "{}" },
            ClassNames = ["one", "two", "three"],
            Commit = new SourceCommit(new string('a', 40), date, false),
        });
        return folder;
    }
}
