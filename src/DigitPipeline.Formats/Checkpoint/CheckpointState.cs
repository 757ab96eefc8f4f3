using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>
/// The text file <c>checkpoint</c> of a folder: which checkpoint is the latest, and which are kept. Times are read over and not
/// written, so that the same training gives the same bytes.
/// </summary>
/// <param name="Latest">Prefix of the latest checkpoint, relative to the folder.</param>
/// <param name="All">Prefixes of all that are kept, oldest first.</param>
public sealed record CheckpointState(string Latest, IReadOnlyList<string> All)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "checkpoint";

    /// <summary>Reads the file of a folder; null where there is none.</summary>
    /// <exception cref="FormatException">The file is no checkpoint state, with line and column, or names no checkpoint.</exception>
    public static CheckpointState? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var message = new TextFormatParser().Parse<CheckpointStateProto>(File.ReadAllText(path), path);
        return message.ModelCheckpointPath.Length > 0
            ? new CheckpointState(message.ModelCheckpointPath, [.. message.AllModelCheckpointPaths])
            : throw FormatException.InFile(path, "model_checkpoint_path is missing or empty; it names the latest checkpoint");
    }

    /// <summary>Writes the file of a folder.</summary>
    public void Write(string folder)
    {
        var message = new CheckpointStateProto { ModelCheckpointPath = Latest };
        message.AllModelCheckpointPaths.AddRange(All);
        WholeFile.Write(Path.Combine(folder, FileName), TextFormatPrinter.Print(message));
    }

    /// <summary>
    /// Where the latest checkpoint lies. A path from another machine is looked for by its name, in the folder itself.
    /// </summary>
    public string LatestPrefix(string folder)
    {
        var stated = Path.Combine(folder, Latest);
        var moved = Path.Combine(folder, Latest[(Latest.LastIndexOfAny(['/', '\\']) + 1)..]);
        return !File.Exists(TensorBundleReader.IndexPath(stated)) && File.Exists(TensorBundleReader.IndexPath(moved)) ? moved : stated;
    }
}
