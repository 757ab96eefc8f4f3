using System.Security.Cryptography;
using System.Text;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Containers;
using DigitPipeline.Pipelines;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Containers;

/// <summary>Runs verbs of <c>digits</c> in the training image, with no more of this machine than they need.</summary>
/// <param name="engine">Name of the engine: <c>auto</c>, <c>podman</c> or <c>docker</c>.</param>
/// <param name="gpus"><c>none</c>, <c>all</c> or names.</param>
/// <param name="pipeline">The pipeline.</param>
/// <param name="image">The image.</param>
/// <param name="folder">The folder of the pipeline's artifacts.</param>
internal sealed class StageContainer(string engine, string gpus, PipelineFolder pipeline, TrainingImage image, string folder)
{
    private const string None = "none", Temporary = "TMPDIR";
    private const int Megabyte = 1 << 20;
    private readonly ContainerSettings _settings = pipeline.Settings.Container;

    /// <summary>The image.</summary>
    public TrainingImage Image => image;

    /// <summary>Whether it has GPUs.</summary>
    public bool HasGpus => gpus != None;

    /// <summary>The environment variables that go in.</summary>
    public IReadOnlyDictionary<string, string> Variables => _settings.Environment;

    /// <summary>Whether a stage runs in it.</summary>
    public bool Runs(string stage) => _settings.Stages.Count == 0 || _settings.Stages.Contains(stage);

    /// <summary>Composes the image, if there is something to run it with.</summary>
    /// <exception cref="StageException">Engine or GPUs are missing (69), or the image cannot be composed.</exception>
    public void Prepare()
    {
        var found = Engine();
        if (HasGpus) new GpuSearch("/", found).Find(gpus);
        image.Compose();
    }

    /// <summary>Runs a verb; returns its exit code.</summary>
    /// <param name="stage">The stage, which is also the verb.</param>
    /// <param name="reads">Full paths of what it reads.</param>
    /// <param name="arguments">The arguments of <c>digits</c>.</param>
    /// <param name="usesGpus">Whether it computes on GPUs where there are any.</param>
    /// <param name="run">The run of the stage.</param>
    public int Run(string stage, IEnumerable<string> reads, IEnumerable<string> arguments, bool usesGpus, StageRun run)
    {
        var found = Engine();
        var spec = Spec(found, stage, usesGpus) with
        {
            Mounts =
            [
                .. Lowest(reads).Select(path => new ContainerMount(path)),
                .. Writable(run).Select(path => new ContainerMount(path, Writable: true)),
            ],
            Variables = Variables.Where(variable => !run.Variables.ContainsKey(variable.Key)).Concat(run.Variables).ToDictionary(),
        };
        return ContainerProcess.Run(found, spec, arguments, run);
    }

    /// <summary>A container for a person, who sees the repository and may write the pipeline's artifacts.</summary>
    public ContainerSpec Shell(ContainerEngine found, string root) => Spec(found, OneOfManyShells, usesGpus: true) with
    {
        Mounts = [new ContainerMount(root), new ContainerMount(Directory.CreateDirectory(folder).FullName, Writable: true)],
        Variables = Variables,
        WorkingFolder = root,
    };

    private static string OneOfManyShells => FormattableString.Invariant($"shell-{Environment.ProcessId}");

    private ContainerEngine Engine() => ContainerEngine.Find(engine, Environment.GetEnvironmentVariable("PATH") ?? "");

    private ContainerSpec Spec(ContainerEngine found, string stage, bool usesGpus) => new(image.Compose().Load(found), Name(stage))
    {
        User = UnixUser.Current,
        WorkingFolder = Path.GetDirectoryName(pipeline.SettingsFile)!,
        MemoryMegabytes = _settings.Memory > 0 ? _settings.Memory : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 * 7 / Megabyte,
        SharedMemoryMegabytes = _settings.SharedMemory,
        OpenFiles = ProcessLimits.OpenFiles,
        Processes = ProcessLimits.Processes,
        Gpus = HasGpus && usesGpus ? new GpuSearch("/", found).Find(gpus) : null,
    };

    // One a stage of a pipeline: the pipeline's lock keeps others out, and what a killed build left is found by it.
    private string Name(string stage) =>
        $"digits-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12]}-{stage}";

    private static IEnumerable<string> Writable(StageRun run)
    {
        yield return run.Output;
        if (run.State is not null) yield return run.State;
        if (run.Variables.TryGetValue(Temporary, out var temporary)) yield return temporary;
    }

    // A folder brings what is below it.
    private static IEnumerable<string> Lowest(IEnumerable<string> paths)
    {
        var all = paths.Distinct(StringComparer.Ordinal).ToList();
        return all.Where(path => !all.Any(above => path.StartsWith(above + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
    }
}
