using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental;

/// <summary>A file or a folder that a stage reads, under a name that does not depend on where it lies.</summary>
/// <param name="Name">The name in the key: <c>data</c>.</param>
/// <param name="Path">Full path of the file or folder.</param>
public sealed record StageInput(string Name, string Path)
{
    /// <summary>Which files of the folder count, by relative name with <c>/</c>; null: all of them.</summary>
    public Func<string, bool>? Wanted { get; init; }

    /// <summary>The stage whose outputs it is; null: it comes from outside.</summary>
    public string? From { get; init; }

    /// <summary>What to do when it is absent, as the end of an error message.</summary>
    public string Remedy { get; init; } = "check the path";

    /// <summary>The files that it stands for, in ordinal order; a single file has its own name.</summary>
    /// <exception cref="StageException">It is not there (66).</exception>
    public IReadOnlyList<FileEntry> Files(ContentReader reader)
    {
        var state = FileState.Of(Path);
        return state.Kind switch
        {
            FileKind.Folder => reader.List(Path, Wanted),
            FileKind.File => [new FileEntry(System.IO.Path.GetFileName(Path), Path, state)],
            _ => throw StageException.NoInput($"input {Name} is not there: {Path}; {Remedy}"),
        };
    }
}
