namespace DigitPipeline.Incremental.Containers;

/// <summary>How a container gets at GPUs.</summary>
public enum GpuMethod
{
    /// <summary>By the Container Device Interface: <c>--device nvidia.com/gpu=all</c>.</summary>
    DeviceInterface,

    /// <summary>By Docker's own option: <c>--gpus all</c>.</summary>
    GpusOption,
}

/// <summary>The GPUs of a container.</summary>
/// <param name="Method">How it gets at them.</param>
/// <param name="Names"><c>all</c>, or indices, UUIDs or names of MIG devices.</param>
public sealed record ContainerGpus(GpuMethod Method, IReadOnlyList<string> Names)
{
    private const string Kind = "nvidia.com/gpu";

    /// <summary>The options of podman and docker for them.</summary>
    internal IEnumerable<string> Options() => Method switch
    {
        GpuMethod.DeviceInterface => Names.SelectMany(name => (string[])["--device", $"{Kind}={name}"]),
        // Docker reads the value as CSV, so that a list needs quotes of its own.
        _ => ["--gpus", Names is ["all"] ? "all" : $"\"device={string.Join(',', Names)}\""],
    };

    /// <summary>
    /// Variables that belong to them: which ones NVIDIA's runtime shows and what for, and a workspace with which cuBLAS gives the same
    /// bytes each time (cuBLAS manual, "Results reproducibility").
    /// </summary>
    internal IEnumerable<KeyValuePair<string, string>> Variables() =>
    [
        // With CDI the specification decides, and the runtime must not add others.
        new("NVIDIA_VISIBLE_DEVICES", Method == GpuMethod.DeviceInterface ? "void" : string.Join(',', Names)),
        new("NVIDIA_DRIVER_CAPABILITIES", "compute,utility"),
        new("CUBLAS_WORKSPACE_CONFIG", ":4096:8"),
    ];
}
