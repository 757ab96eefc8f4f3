using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Manifests;

/// <summary>What a decision asked about a path.</summary>
public enum SeenKind : byte
{
    /// <summary>The bytes of a file.</summary>
    Content,

    /// <summary>The names in a folder.</summary>
    Names,

    /// <summary>Only what the path is: a file, a folder, nothing.</summary>
    Existence,
}

/// <summary>A path that a decision looked at, and how it looked.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Kind">What was asked.</param>
/// <param name="State">Its state at that time.</param>
/// <param name="Settled">Whether any later change shows in the state; else the content has to be looked at again.</param>
/// <param name="Digest">64 hexadecimal digits: SHA-256 of a file's bytes, or what stands for the names in a folder; empty for existence.</param>
public readonly record struct SeenPath(string Path, SeenKind Kind, FileState State, bool Settled, string Digest);
