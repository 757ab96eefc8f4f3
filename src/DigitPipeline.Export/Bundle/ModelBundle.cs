using System.Globalization;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Formats;
using DigitPipeline.Formats.LabelMap;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Bundle;

/// <summary>An exported model: the folder that Export writes, or its <c>model.onnx</c> alone.</summary>
public sealed class ModelBundle : IDisposable
{
    /// <summary>Name of the model.</summary>
    public const string ModelFile = "model.onnx";

    /// <summary>Name of the label map.</summary>
    public const string LabelMapFile = "label_map.pbtxt";

    /// <summary>Name of the configuration.</summary>
    public const string PipelineConfigFile = "pipeline.config";

    /// <summary>Name of the evaluation's numbers.</summary>
    public const string MetricsFile = "metrics.json";

    /// <summary>Name of the folder with the TensorFlow SavedModel.</summary>
    public const string SavedModelFolder = "saved_model";

    /// <summary>Name of the folder with the checkpoint.</summary>
    public const string CheckpointFolder = "checkpoint";

    private readonly LabelMap? labels;

    private ModelBundle(string modelPath, OnnxDetector detector, LabelMap? labels) => (ModelPath, Detector, this.labels) = (modelPath, detector, labels);

    /// <summary>Path of the model.</summary>
    public string ModelPath { get; }

    /// <summary>The model, ready to detect.</summary>
    public OnnxDetector Detector { get; }

    /// <summary>Name of a class: the model's own, else that of a label map beside it, else its id.</summary>
    public string NameOf(int classId) => classId >= 1 && classId <= Detector.ClassNames.Count
        ? Detector.ClassNames[classId - 1]
        : labels?.NameOf(classId) ?? classId.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Opens a bundle's folder or a model file. Where a <c>SHA256SUMS</c> lies beside the model, its digest must agree.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no model.</exception>
    /// <exception cref="FormatException">The model was changed or is not a detector.</exception>
    public static ModelBundle Open(string folderOrFile)
    {
        var model = Directory.Exists(folderOrFile) ? Path.Combine(folderOrFile, ModelFile) : folderOrFile;
        if (!File.Exists(model))
        {
            throw new FileNotFoundException($"{model}: there is no such model. Name an export folder or a model.onnx.", model);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        var recorded = Sha256Sums.Recorded(folder, Path.GetFileName(model));
        if (recorded is not null && Sha256Sums.Digest(model) is var found && found != recorded)
        {
            throw FormatException.InFile(
                model, $"its SHA-256 is {found}, but {Sha256Sums.FileName} beside it says {recorded}: the file is damaged or was replaced. Export again.");
        }

        var detector = new OnnxDetector(model);
        var labelMap = Path.Combine(folder, LabelMapFile);
        return new ModelBundle(model, detector, detector.ClassNames.Count == 0 && File.Exists(labelMap) ? LabelMap.Read(labelMap) : null);
    }

    /// <summary>Completes a folder that holds a <c>model.onnx</c>: copies what belongs to it and writes <c>SHA256SUMS</c> last.</summary>
    /// <exception cref="FileNotFoundException">The model or one of the sources is missing.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Complete(string folder, BundleSources sources)
    {
        if (!File.Exists(Path.Combine(folder, ModelFile)))
        {
            throw new FileNotFoundException($"{folder} has no {ModelFile} to bundle.", Path.Combine(folder, ModelFile));
        }

        Copy(sources.LabelMap, Path.Combine(folder, LabelMapFile));
        Copy(sources.PipelineConfig, Path.Combine(folder, PipelineConfigFile));
        if (sources.Metrics is not null)
        {
            Copy(sources.Metrics, Path.Combine(folder, MetricsFile));
        }

        Sha256Sums.Write(folder);
    }

    /// <inheritdoc/>
    public void Dispose() => Detector.Dispose();

    private static void Copy(string from, string to) => WholeFile.Write(to, File.ReadAllBytes(from));
}
