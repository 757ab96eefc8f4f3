namespace DigitPipeline.Incremental.Containers;

/// <summary>A program in a container: what it sees and what it may use.</summary>
/// <param name="Image">The image, as the engine knows it.</param>
/// <param name="Name">Name of the container; one that is left of an earlier run is removed first.</param>
public sealed record ContainerSpec(string Image, string Name)
{
    /// <summary>What it sees of the file system, beside the image.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>All environment variables that go in.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder that it starts in.</summary>
    public string WorkingFolder { get; init; } = "/";

    /// <summary>Its user and group, as <c>1000:1000</c>: who calls, so that what is written belongs to them.</summary>
    public required string User { get; init; }

    /// <summary>Most memory in MiB.</summary>
    public required long MemoryMegabytes { get; init; }

    /// <summary>Size of /dev/shm in MiB.</summary>
    public int SharedMemoryMegabytes { get; init; } = 64;

    /// <summary>Most open files; null: as the engine has it.</summary>
    public long? OpenFiles { get; init; }

    /// <summary>Most processes of its user; null: as the engine has it.</summary>
    public long? Processes { get; init; }

    /// <summary>GPUs; null: none.</summary>
    public ContainerGpus? Gpus { get; init; }
}
