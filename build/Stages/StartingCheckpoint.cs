using System.Text.RegularExpressions;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Stages;

/// <summary>The checkpoint that a training starts from, as <c>train_config.fine_tune_checkpoint</c> names it.</summary>
/// <param name="Path">A file or a folder.</param>
/// <param name="Wanted">The files in the folder that belong to it; null for all.</param>
internal sealed partial record StartingCheckpoint(string Path, Func<string, bool>? Wanted)
{
    private const string Field = "fine_tune_checkpoint";

    /// <summary>Finds it; null where the training starts from scratch. The build only looks for its files, the trainer reads the config.</summary>
    public static StartingCheckpoint? Of(PipelineFolder pipeline)
    {
        var folder = System.IO.Path.GetDirectoryName(pipeline.ConfigFile)!;
        var written = pipeline.Settings.Config.Patch.TryGetValue("train_config." + Field, out var patched)
            ? patched
            : Mention().Match(File.ReadAllText(pipeline.ConfigFile)).Groups["path"].Value;
        if (written.Length == 0) return null;
        var path = System.IO.Path.GetFullPath(written, folder);
        if (File.Exists(path) || Directory.Exists(path)) return new StartingCheckpoint(path, null);
        var name = System.IO.Path.GetFileName(path) + ".";
        return new StartingCheckpoint(System.IO.Path.GetDirectoryName(path)!, file => file.StartsWith(name, StringComparison.Ordinal));
    }

    [GeneratedRegex("""^(?:[^#"'\n]|"[^"\n]*"|'[^'\n]*')*?\bfine_tune_checkpoint\s*:\s*(["'])(?<path>[^"'\n]*)\1""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
