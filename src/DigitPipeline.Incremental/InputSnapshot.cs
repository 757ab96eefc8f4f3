using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;

namespace DigitPipeline.Incremental;

/// <summary>What a stage reads, as it was at one time.</summary>
internal sealed class InputSnapshot
{
    private readonly List<IReadOnlyList<FileEntry>> _files;
    private readonly List<FileContent[]> _contents;

    private InputSnapshot(StageKey key, List<IReadOnlyList<FileEntry>> files, List<FileContent[]> contents) =>
        (Key, _files, _contents) = (key, files, contents);

    /// <summary>The stage's key with these inputs.</summary>
    public StageKey Key { get; }

    /// <summary>Lists and reads the inputs.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="reader">Reads them.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="earlier">What the same stage read before: where nothing differs, the key is the same.</param>
    /// <exception cref="StageException">An input is missing or cannot be used.</exception>
    public static InputSnapshot Of(Stage stage, ContentReader reader, CancellationToken cancellation, InputSnapshot? earlier = null)
    {
        var files = stage.Inputs.Select(input => input.Files(reader)).ToList();
        var contents = files.Select(entries => reader.Read(entries, cancellation)).ToList();
        return new InputSnapshot(earlier?.Holds(contents) == true ? earlier.Key : StageKey.Of(stage, contents), files, contents);
    }

    /// <summary>What was written to between the two, even when it was set right again; null when nothing was.</summary>
    public string? ChangeUntil(InputSnapshot later)
    {
        if (later.Key.Digest != Key.Digest) return StageReason.Of(Key, later.Key).Text;
        foreach (var (before, after) in _files.SelectMany(files => files).Zip(later._files.SelectMany(files => files)))
            if (Written(before.State) != Written(after.State)) return $"{before.Path} was written";
        return null;
    }

    private bool Holds(List<FileContent[]> contents) => _contents.Zip(contents).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    // The change time is left out: a store that links to a file sets it too.
    private static (long, long, ulong) Written(FileState state) => (state.Size, state.ModifiedNs, state.Inode);
}
