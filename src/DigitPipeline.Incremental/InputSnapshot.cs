using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;

namespace DigitPipeline.Incremental;

/// <summary>What a stage reads, as it was at one time.</summary>
internal sealed class InputSnapshot
{
    private readonly List<IReadOnlyList<FileEntry>> _files;

    private InputSnapshot(StageKey key, List<IReadOnlyList<FileEntry>> files) => (Key, _files) = (key, files);

    /// <summary>The stage's key with these inputs.</summary>
    public StageKey Key { get; }

    /// <summary>Lists and reads the inputs.</summary>
    /// <exception cref="StageException">An input is missing or cannot be used.</exception>
    public static InputSnapshot Of(Stage stage, ContentReader reader, CancellationToken cancellation)
    {
        var files = stage.Inputs.Select(input => input.Files(reader)).ToList();
        return new InputSnapshot(StageKey.Of(stage, [.. files.Select(entries => reader.Read(entries, cancellation))]), files);
    }

    /// <summary>What was written to between the two, even when it was set right again; null when nothing was.</summary>
    public string? ChangeUntil(InputSnapshot later)
    {
        if (later.Key.Digest != Key.Digest) return StageReason.Of(Key, later.Key).Text;
        foreach (var (before, after) in _files.SelectMany(files => files).Zip(later._files.SelectMany(files => files)))
            if (Written(before.State) != Written(after.State)) return $"{before.Path} was written";
        return null;
    }

    // The change time is left out: a store that links to a file sets it too.
    private static (long, long, ulong) Written(FileState state) => (state.Size, state.ModifiedNs, state.Inode);
}
