using DigitPipeline.Containers;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Containers;
using DigitPipeline.Incremental.Processes;
using DigitPipeline.Pipelines.Sections;
using Nuke.Common;

// The training image, and stages that run in it.
internal sealed partial class Build
{
    private const string NoContainer = "none";

    [Parameter("Where stages run: auto, podman or docker in the training image, none on this machine; default is container.engine")]
    readonly string? Container = null;

    [Parameter("GPUs for the training in a container: none, all, or names such as 0,1; default is container.gpus of pipeline.yaml")]
    readonly string? Gpus = null;

    [Parameter("Image: sends the image to a registry as well: oci://HOST/REPOSITORY:TAG, or http:// without TLS")]
    readonly string? Push = null;

    internal StageContainer? StageContainer => CheckedEngine == NoContainer ? null : ContainerOf(ChosenEngine);

    private string ChosenEngine => (IsOfSurroundings ? null : Container) ?? PipelineFolder.Settings.Container.Engine;

    // Podman and others tell the programs in a container so, by a variable in small letters, which NUKE takes for the parameter's.
    private bool IsOfSurroundings => Container is not null && Container == Environment.GetEnvironmentVariable("container")
        && !Environment.GetCommandLineArgs().Any(argument => argument.Equals("--container", StringComparison.OrdinalIgnoreCase));

    private string CheckedEngine => ChosenEngine is "auto" or "podman" or "docker" or NoContainer
        ? ChosenEngine
        : throw Failure($"--container: found '{ChosenEngine}', expected auto, podman, docker or none", 64);

    private string ChosenGpus => Gpus is null || ContainerSettings.IsGpus(Gpus)
        ? Gpus ?? PipelineFolder.Settings.Container.Gpus
        : throw Failure($"--gpus: found '{Gpus}', expected {ContainerSettings.GpusExpected}", 64);

    private TrainingImage TrainingImage => new(PipelineFolder, DigitsProgram, ChosenGpus != NoContainer, Cancellation);

    Target LockImage => _ => _
        .Description("Asks the registry which image the base's tag means now and writes its digest into container.lock")
        .Executes(() => Digits(["image", "lock", "--base", TrainingImage.Base, "--output", TrainingImage.LockFile]));

    Target Image => _ => _
        .Description("Composes the image that stages run in with --container and prints its digest; --push REF sends it to a registry")
        .Executes(() =>
        {
            var image = OrFail(TrainingImage.Compose);
            if (Push is not null) Digits(["image", "push", "--image", image.Layout, "--to", Push]);
            Console.WriteLine($"{image.Digest}  {image.Layout}");
        });

    Target Shell => _ => _
        .Description("A shell in the training image: sees the repository, may write the pipeline's artifacts, has digits on its path")
        .Executes(() =>
        {
            var exitCode = OrFail(() =>
            {
                var name = CheckedEngine == NoContainer ? "auto" : ChosenEngine;
                var engine = ContainerEngine.Find(name, Environment.GetEnvironmentVariable("PATH") ?? "");
                var spec = ContainerOf(name).Shell(engine, RootDirectory);
                var command = ContainerCommand.Shell(engine, spec, "/bin/bash", terminal: IsTyped);
                return StageProcess.Run(engine.Program, command, Cancellation);
            });
            // Of a person's last command nothing follows, but the container may not have started.
            if (exitCode == ContainerProcess.EngineFailed || (exitCode != 0 && !IsTyped))
                throw Failure($"the shell in the container ended with exit code {exitCode}", exitCode);
        });

    private static bool IsTyped => !Console.IsInputRedirected;

    private StageContainer ContainerOf(string engine) => new(engine, ChosenGpus, PipelineFolder, TrainingImage, Layout.Folder);

    private T OrFail<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (StageException error)
        {
            throw Failure(error.Message, error.ExitCode);
        }
    }
}
