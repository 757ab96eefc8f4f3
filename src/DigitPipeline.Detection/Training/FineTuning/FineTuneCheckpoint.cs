using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.Checkpoint;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Detection.Training.FineTuning;

/// <summary>Takes over variables from a checkpoint, as the original's <c>load_fine_tune_checkpoint</c> does.</summary>
public static class FineTuneCheckpoint
{
    private const string Extractor = "model/_feature_extractor/";
    private const string Backbone = Extractor + "classification_backbone/";
    private const string Classifier = "feature_extractor/";

    /// <summary>The values that the variables of <paramref name="network"/> start with, by name; the others keep their initializers.</summary>
    /// <param name="prefix">Path of the checkpoint without <c>.index</c>.</param>
    /// <param name="kind">What is taken over.</param>
    /// <param name="network">The network to train.</param>
    /// <exception cref="FileNotFoundException">There is no such checkpoint.</exception>
    /// <exception cref="FormatException">
    /// It is damaged or not one of TensorFlow 2, a variable is missing or has another shape, or it is of the other kind.
    /// </exception>
    public static Dictionary<string, float[]> Load(string prefix, FineTuneKind kind, DetectorNetwork network)
    {
        var bundle = TensorBundleReader.Open(prefix);
        if (bundle.Find(TensorBundleReader.ObjectGraphKey) is null)
        {
            throw FormatException.InFile(
                TensorBundleReader.IndexPath(prefix), "this is a checkpoint of TensorFlow 1, expected an object-based one (TensorFlow 2)");
        }

        CheckKind(bundle, kind);
        var wanted = network.Variables.Where(variable => Takes(kind, variable)).ToList();
        if (wanted.Count == 0)
        {
            throw FormatException.InFile(
                TensorBundleReader.IndexPath(prefix), "no variable of this model can come from it: its feature extractor is not the Object Detection API's");
        }

        return wanted.ToDictionary(variable => variable.Name, variable => Read(bundle, kind, variable), StringComparer.Ordinal);
    }

    private static bool Takes(FineTuneKind kind, Variable variable) => kind switch
    {
        FineTuneKind.Classification => variable.Name.StartsWith(Backbone, StringComparison.Ordinal),
        FineTuneKind.Detection => variable.Name.StartsWith(Extractor, StringComparison.Ordinal),
        _ => true,
    };

    private static float[] Read(TensorBundleReader bundle, FineTuneKind kind, Variable variable) => kind == FineTuneKind.Classification
        ? Weights.ReadAs(bundle, variable, Classifier + Weights.Key(variable)[Backbone.Length..])
        : Weights.Read(bundle, variable);

    private static void CheckKind(TensorBundleReader bundle, FineTuneKind kind)
    {
        var (isDetector, isClassifier) = (Holds("model/"), Holds(Classifier));
        if (kind == FineTuneKind.Classification && !isClassifier && isDetector)
        {
            throw FormatException.InFile(
                TensorBundleReader.IndexPath(bundle.Prefix),
                "this checkpoint is a detector's; expected a classifier's, with variables under feature_extractor/; fine_tune_checkpoint_type: \"detection\" takes its backbone and pyramid over");
        }

        if (kind != FineTuneKind.Classification && isClassifier && !isDetector)
        {
            throw FormatException.InFile(
                TensorBundleReader.IndexPath(bundle.Prefix),
                "this checkpoint is a classifier's; expected a detector's, with variables under model/; fine_tune_checkpoint_type: \"classification\" takes its backbone over");
        }

        bool Holds(string root) => bundle.Entries.Any(entry => entry.Name.StartsWith(root, StringComparison.Ordinal));
    }
}
