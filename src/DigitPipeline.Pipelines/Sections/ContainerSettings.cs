using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>Whether stages run in a container, and in what image.</summary>
public sealed record ContainerSettings : SettingsSection
{
    private const int MostMegabytes = 1 << 24;
    private static readonly string[] Schemes = ["oci://", "http://"];
    private static readonly string[] AllStages = ["validate", "records", "config", "train", "evaluate", "export", "bundle"];

    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("container", "Whether stages run in a container, and in what image.",
    [
        new ChoiceSetting("engine", "none", ["none", "auto", "podman", "docker"],
            "none: stages run on this machine as it is; auto: podman where there is one, else docker; --container overrules it."),
        new WordListSetting("stages", AllStages, "The stages that run in the container; none named: all."),
        new TextSetting("base", "oci://mcr.microsoft.com/dotnet/runtime-deps:10.0-noble", "oci://HOST/REPOSITORY:TAG", IsReference,
            "Image that the training image is made upon: Linux for x64 with glibc, libstdc++ and libssl 3; ./build.sh LockImage locks it."),
        new TextSetting("gpu_base", "oci://registry-1.docker.io/nvidia/cuda:12.8.1-runtime-ubuntu24.04", "oci://HOST/REPOSITORY:TAG",
            IsReference,
            "The same where gpus are given; its CUDA version must be that of libtorch."),
        new TextSetting("gpus", "none", GpusExpected, IsGpus,
            "GPUs that the training may use in the container; --gpus overrules it."),
        new WholeNumberSetting("memory", 0, 0, MostMegabytes, "Most memory of the container in MiB; 0: seven eighths of the machine's."),
        new WholeNumberSetting("shared_memory", 1024, 1, MostMegabytes, "Size of /dev/shm in MiB, through which several GPUs exchange data."),
        new TextMapSetting("environment", "names", "the name of an environment variable, such as OMP_NUM_THREADS", IsVariable,
            "Environment variables for the stages in the container, such as OMP_NUM_THREADS: 2; no others go in."),
    ]);

    internal ContainerSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>What may name GPUs, in words.</summary>
    public static string GpusExpected => "none, all, or names such as 0,1 or MIG-...";

    /// <summary><c>none</c>, <c>auto</c>, <c>podman</c> or <c>docker</c>.</summary>
    public string Engine => Text();

    /// <summary>The image that the training image is made upon.</summary>
    public string Base => Text();

    /// <summary>The same with CUDA.</summary>
    public string GpuBase => Text();

    /// <summary><c>none</c>, <c>all</c> or names with commas.</summary>
    public string Gpus => Text();

    /// <summary>Most memory of the container in MiB; 0 leaves the machine an eighth.</summary>
    public int Memory => Whole();

    /// <summary>Size of /dev/shm in MiB.</summary>
    public int SharedMemory => Whole();

    /// <summary>Environment variables in the container, in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Environment => Value<SortedDictionary<string, string>>();

    /// <summary>The stages that run in the container, by name; none named: all.</summary>
    public IReadOnlyList<string> Stages => Value<string[]>();

    /// <summary>Whether a text names GPUs: indices, UUIDs or names of MIG devices, with commas between them.</summary>
    public static bool IsGpus(string text) => text.Split(',').All(IsName);

    private static bool IsReference(string text) =>
        Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.Ordinal)) && text.Split('/').Length > 3;

    private static bool IsVariable(string text) =>
        !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static bool IsName(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ':' or '/');
}
