using DigitPipeline.Formats;

namespace DigitPipeline.Detection.Training;

/// <summary>The text file <c>checkpoint</c>, which names the newest checkpoint of a folder and all that are kept.</summary>
internal static class CheckpointList
{
    public static void Write(string folder, IReadOnlyList<string> names) => WholeFile.Write(
        Path.Combine(folder, "checkpoint"),
        $"model_checkpoint_path: \"{names[^1]}\"\n" + string.Concat(names.Select(name => $"all_model_checkpoint_paths: \"{name}\"\n")));
}
