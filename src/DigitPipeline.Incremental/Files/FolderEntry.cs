namespace DigitPipeline.Incremental.Files;

/// <summary>A folder that was listed.</summary>
/// <param name="Path">Full path.</param>
/// <param name="State">Its state before it was listed.</param>
/// <param name="Names">What stands for the names in it, see <see cref="FolderNames.Digest"/>.</param>
/// <param name="ListedAtNs">When listing began, in nanoseconds since 1970.</param>
public readonly record struct FolderEntry(string Path, FileState State, string Names, long ListedAtNs);
