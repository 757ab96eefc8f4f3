namespace DigitPipeline.Launcher;

/// <summary>Where the launcher finds and puts things.</summary>
/// <param name="Root">Full path of the repository whose build is started.</param>
internal sealed record Layout(string Root)
{
    /// <summary>What need not be kept.</summary>
    public string Temporary => Path.Combine(Root, ".nuke", "temp");

    /// <summary>States and digests of the sources.</summary>
    public string Sources => Path.Combine(Temporary, "sources");

    /// <summary>The path of the SDK's program.</summary>
    public string Sdk => Path.Combine(Temporary, "dotnet");

    /// <summary>Which host the build is compiled against, once that is known.</summary>
    public string Host => Path.Combine(Temporary, "nuke-host");

    /// <summary>Held while anything is compiled.</summary>
    public string CompileLock => Path.Combine(Temporary, "compile.lock");

    /// <summary>The compiled <c>digits</c>, a folder for each state of its sources.</summary>
    public string Programs => Path.Combine(Root, "artifacts", ".bin");

    /// <summary>The link to the current one.</summary>
    public string ProgramLink => Path.Combine(Root, "artifacts", "bin");

    public string BuildFolder(string host, string digest) => Path.Combine(Temporary, $"build-{host}-{digest}");

    public string ProgramFolder(string digest) => Path.Combine(Programs, digest);
}
