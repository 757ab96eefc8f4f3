namespace DigitPipeline.Incremental.Files;

/// <summary>A file as content: name relative to its root, SHA-256, size in bytes, and whether it may be executed.</summary>
public readonly record struct FileContent(string Name, string Digest, long Size, bool Executable)
{
    /// <summary>What stands for the file in a key: its digest, marked when it is executable.</summary>
    public string KeyText => Executable ? Digest + "+x" : Digest;
}
