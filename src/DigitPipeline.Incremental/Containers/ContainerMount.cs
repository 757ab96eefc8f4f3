namespace DigitPipeline.Incremental.Containers;

/// <summary>A file or folder that a container sees, under the path that it has outside.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Writable">Whether it may be written.</param>
public sealed record ContainerMount(string Path, bool Writable = false)
{
    /// <summary>The options of podman and docker for it.</summary>
    /// <exception cref="StageException">Neither form of the option can name the path (64).</exception>
    internal IEnumerable<string> Options()
    {
        if (!Path.Contains(','))
            return ["--mount", $"type=bind,src={Path},dst={Path}{(Writable ? "" : ",ro")}"];
        if (!Path.Contains(':'))
            return ["--volume", $"{Path}:{Path}:{(Writable ? "rw" : "ro")}"];
        throw new StageException(
            $"{Path}: a path with both a comma and a colon cannot be given to a container; rename it, or use --container none",
            ExitCodes.Usage);
    }
}
