namespace DigitPipeline.Incremental.Files;

/// <summary>A file that was found: its name relative to the root it belongs to (with <c>/</c>), where it is, and its state.</summary>
public readonly record struct FileEntry(string Name, string Path, FileState State);
