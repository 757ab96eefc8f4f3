using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using Microsoft.ML.OnnxRuntime;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Onnx;

/// <summary>Runs an exported model in ONNX Runtime. Safe to use from several threads at once.</summary>
public sealed class OnnxDetector : IDisposable
{
    private static readonly string[] Outputs = ["detection_boxes", "detection_scores", "detection_classes", "num_detections"];
    private readonly InferenceSession session;

    /// <summary>Opens a model.</summary>
    /// <param name="path">The <c>model.onnx</c>.</param>
    /// <param name="threads">Threads within an operation; 0 takes the machine's cores.</param>
    /// <exception cref="FormatException">The file is no ONNX model or not a detector with our inputs and outputs.</exception>
    public OnnxDetector(string path, int threads = 0)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such model.", path);
        }

        try
        {
            session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw FormatException.InFile(path, "ONNX Runtime cannot load the model: " + e.Message, e);
        }

        var missing = Outputs.Where(o => !session.OutputMetadata.ContainsKey(o)).ToArray();
        if (missing.Length > 0 || !session.InputMetadata.ContainsKey(OnnxExporter.InputName))
        {
            var found = string.Join(", ", session.InputMetadata.Keys.Concat(session.OutputMetadata.Keys));
            session.Dispose();
            throw FormatException.InFile(path, $"not a detector: expected {OnnxExporter.InputName}, {string.Join(", ", Outputs)}; found {found}.");
        }

        ClassNames = session.ModelMetadata.CustomMetadataMap.TryGetValue(OnnxExporter.ClassNamesKey, out var names) ? names.Split('\n') : [];
    }

    /// <summary>Class names by label-map id - 1, as the exporter wrote them; empty for a model of other origin.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Detects.</summary>
    /// <param name="picture">A picture of any size.</param>
    /// <param name="minScore">Detections below are left out.</param>
    /// <param name="maxDetections">So many at most.</param>
    /// <returns>Detections by descending score, boxes normalised.</returns>
    public IReadOnlyList<DetectedObject> Detect(RgbImage picture, float minScore = 0, int maxDetections = int.MaxValue)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(picture.Pixels, [1, picture.Height, picture.Width, 3]);
        using var run = new RunOptions();
        using var results = session.Run(run, [OnnxExporter.InputName], [input], Outputs);
        var boxes = results[0].GetTensorDataAsSpan<float>();
        var scores = results[1].GetTensorDataAsSpan<float>();
        var classes = results[2].GetTensorDataAsSpan<float>();
        var count = Math.Min((int)results[3].GetTensorDataAsSpan<float>()[0], maxDetections);
        var detections = new List<DetectedObject>();
        for (var i = 0; i < count && scores[i] >= minScore; i++)
        {
            var box = new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]);
            detections.Add(new DetectedObject(box, (int)classes[i], scores[i]));
        }

        return detections;
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
