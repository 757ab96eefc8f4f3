using System.Text.Json;
using System.Text.Json.Nodes;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Evaluation;
using DigitPipeline.Evaluation.Report;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Formats;

namespace DigitPipeline.Cli.Exporting;

/// <summary>The model with its kernels in fewer bytes, and what that costs: <c>variants.json</c>.</summary>
internal static class ModelVariants
{
    /// <summary>Name of the file with the figures.</summary>
    public const string FileName = "variants.json";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly (string File, WeightPrecision Precision)[] Variants =
    [
        (ModelBundle.ModelFile, WeightPrecision.Float32), ("model.float16.onnx", WeightPrecision.Float16), ("model.int8.onnx", WeightPrecision.Int8),
    ];

    /// <summary>Writes the smaller models and measures all three on the test pictures, if there are any.</summary>
    public static void Write(CommandIo io, ModelFiles model, IReadOnlyDictionary<string, float[]> weights, string? record, string folder)
    {
        var pictures = record is null ? [] : AnnotatedRecords.Read(record).ToArray();
        var figures = new JsonArray();
        foreach (var (name, precision) in Variants)
        {
            var file = Path.Combine(folder, name);
            if (precision != WeightPrecision.Float32)
            {
                OnnxExporter.Write(model.Definition, weights, model.ClassNames, file, precision);
            }

            var entry = new JsonObject { ["file"] = name, ["weights"] = precision.ToString().ToLowerInvariant(), ["bytes"] = new FileInfo(file).Length };
            if (pictures.Length > 0)
            {
                Measure(io, model, pictures, file, entry);
            }

            figures.Add(entry);
        }

        WholeFile.Write(Path.Combine(folder, FileName), figures.ToJsonString(Layout) + "\n");
    }

    private static void Measure(CommandIo io, ModelFiles model, AnnotatedImage[] pictures, string file, JsonObject entry)
    {
        using var detector = new OnnxDetector(file);
        var images = pictures.Select(picture =>
        {
            io.Cancellation.ThrowIfCancellationRequested();
            return new EvaluatedImage(picture, detector.Detect(picture.Image));
        }).ToArray();
        var report = EvaluationReport.Create(images, model.Labels.Items.Select(item => new EvaluatedClass(item.Id, item.Name)));
        entry["pictures"] = pictures.Length;
        entry["mAP"] = report.Coco.MeanAveragePrecision;
        entry["recognition_rate"] = report.Recognition.All.Rate;
        entry["false"] = report.Recognition.All.False;
        io.Say(FormattableString.Invariant(
            $"{Path.GetFileName(file)}: {entry["bytes"]} bytes, recognition rate {report.Recognition.All.Rate:0.0000}, mAP {report.Coco.MeanAveragePrecision:0.0000}"));
    }
}
