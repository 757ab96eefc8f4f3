namespace DigitPipeline.Export.Bundle;

/// <summary>What is known of the making of a bundle, beside its files.</summary>
public sealed record BundleFacts
{
    /// <summary>Name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Canonical JSON of each section of pipeline.yaml.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Files that the model was made of: path from the data set's or the repository's root, and SHA-256.</summary>
    public IReadOnlyList<FileDigest> Materials { get; init; } = [];

    /// <summary>The commit that last changed what the model is made of; null where none is known.</summary>
    public SourceCommit? Commit { get; init; }

    /// <summary>Digest of the container image that the build ran in; null where it ran in none.</summary>
    public string? ImageDigest { get; init; }

    /// <summary>The libraries that did the work.</summary>
    public IReadOnlyList<Package> Packages { get; init; } = [];

    /// <summary>Names of the classes by id from 1.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Least values that were asked for, by name; see <see cref="GateReport"/>.</summary>
    public IReadOnlyList<GateLine> Gate { get; init; } = [];
}

/// <summary>A file and its SHA-256 in small hexadecimal digits.</summary>
public readonly record struct FileDigest(string Path, string Sha256);

/// <summary>A library: name, version and, for a package, the SHA-512 of its file in base64.</summary>
public readonly record struct Package(string Name, string Version, string? Sha512);

/// <summary>A commit: its id, its date (ISO 8601) and whether files differed from it.</summary>
public sealed record SourceCommit(string Id, string? Date, bool Modified);
