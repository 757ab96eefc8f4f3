using System.Globalization;
using System.Text.RegularExpressions;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Finds the checkpoint that a person means.</summary>
public static partial class CheckpointLocator
{
    /// <summary>
    /// The prefix of a checkpoint, given as prefix, as one of its files, as the folder that holds it (the latest by its
    /// <c>checkpoint</c> file, else the one with the highest number), or as a model folder with a folder <c>checkpoint</c>.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is none; the message says what was looked for.</exception>
    /// <exception cref="FormatException">The <c>checkpoint</c> file is damaged.</exception>
    public static string Find(string path)
    {
        var prefix = BundleFile().Replace(path, "");
        if (File.Exists(TensorBundleReader.IndexPath(prefix)))
        {
            return prefix;
        }

        if (Directory.Exists(path) && (InFolder(path) ?? InFolder(Path.Combine(path, "checkpoint"))) is { } found)
        {
            return found;
        }

        throw new FileNotFoundException(
            $"{path}: no checkpoint; expected {TensorBundleReader.IndexPath(prefix)}, or a folder with a checkpoint", path);
    }

    private static string? InFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        if (CheckpointState.Read(folder)?.LatestPrefix(folder) is { } latest && File.Exists(TensorBundleReader.IndexPath(latest)))
        {
            return latest;
        }

        return Directory.EnumerateFiles(folder, "*.index")
            .Select(file => BundleFile().Replace(file, ""))
            .OrderBy(prefix => long.TryParse(Number().Match(prefix).ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .ThenBy(prefix => prefix, StringComparer.Ordinal)
            .LastOrDefault();
    }

    [GeneratedRegex(@"\.(index|data-[0-9]{5}-of-[0-9]{5})$", RegexOptions.CultureInvariant)]
    private static partial Regex BundleFile();

    [GeneratedRegex("[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
