using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Containers;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Locks;
using DigitPipeline.Incremental.Processes;
using DigitPipeline.Pipelines;
using DigitPipeline.Pipelines.Containers;

namespace DigitPipeline.Containers;

/// <summary>
/// The image that stages run in: a locked base and this <c>digits</c>, composed where the two have no image yet. Images are named after the
/// sources and the base, so one that is there is the one.
/// </summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="program">Full path of <c>digits</c>, in a folder that is named after the digest of its sources.</param>
/// <param name="gpus">Whether it is for GPUs.</param>
/// <param name="cancellation">Ctrl+C.</param>
internal sealed class TrainingImage(PipelineFolder pipeline, string program, bool gpus, CancellationToken cancellation)
{
    private const int DigitsOfBase = 12;
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);

    /// <summary>The reference of the base in pipeline.yaml.</summary>
    public string Base => gpus ? pipeline.Settings.Container.GpuBase : pipeline.Settings.Container.Base;

    /// <summary>The file with the base's digest.</summary>
    public string LockFile => Path.Combine(Path.GetDirectoryName(pipeline.SettingsFile)!, ContainerLock.FileName);

    // artifacts/bin is a link to REPOSITORY/artifacts/.bin/DIGEST.
    private string ProgramFolder
    {
        get
        {
            var folder = Path.GetDirectoryName(program)!;
            return Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;
        }
    }

    private string Repository => Path.GetFullPath("../../..", ProgramFolder);

    private string Images => Path.Combine(Repository, "artifacts", ".images");

    /// <summary>The image; null where it is not composed yet.</summary>
    /// <param name="reader">Told of what decides which image it is.</param>
    public ContainerImage? Find(ContentReader reader)
    {
        reader.Digest(LockFile);
        var layout = Layout();
        return reader.Digest(ContainerImage.Index(layout)) is null ? null : ContainerImage.Read(layout);
    }

    /// <summary>The image, composed now if need be.</summary>
    /// <exception cref="StageException">The base is not locked (78), or the program does not compile.</exception>
    public ContainerImage Compose()
    {
        var layout = Layout();
        if (File.Exists(ContainerImage.Index(layout))) return ContainerImage.Read(layout);
        using var held = PipelineLock.Take(Images, "build.sh Image", wait: true, Tell, cancellation);
        if (!File.Exists(ContainerImage.Index(layout)))
        {
            var published = Path.Combine(Images, "program");
            if (Directory.Exists(published)) Directory.Delete(published, recursive: true);
            Publish(published);
            string[] sources = ["--program", published, "--base", Base, "--lock", LockFile, "--blobs", Path.Combine(Images, "blobs")];
            var composed = StageProcess.RunUnheard(program, ["image", "compose", .. sources, "--output", layout], cancellation);
            Check(composed, "the image cannot be composed");
            Directory.Delete(published, recursive: true);
        }

        RemoveOld(layout);
        return ContainerImage.Read(layout);
    }

    private string Layout()
    {
        var digest = Locked()
            ?? throw new StageException(
                $"{LockFile} has no digest of {Base}, which the training image is made upon: lock it with "
                + $"./build.sh LockImage --pipeline {pipeline.Name}{(gpus ? " --gpus all" : "")}",
                PipelineSettingsException.Configuration);
        var ofBase = digest[(digest.IndexOf(':') + 1)..][..DigitsOfBase];
        return Path.Combine(Images, $"{Path.GetFileName(ProgramFolder)}-{ofBase}{(gpus ? "-cuda" : "")}");
    }

    private string? Locked()
    {
        try
        {
            return ContainerLock.Read(LockFile).Digest(Base);
        }
        catch (PipelineSettingsException error)
        {
            throw new StageException(error.Message, error.ExitCode, error);
        }
    }

    // Into folders of its own, so that nothing else that is compiled meanwhile changes it, nor the lock files of the packages.
    private void Publish(string folder)
    {
        string[] backend = gpus ? ["-p:TorchBackend=cuda"] : [];
        var compiled = Path.Combine(Repository, ".nuke", "temp", gpus ? "image-cuda" : "image");
        var project = Path.Combine(Repository, "src", "DigitPipeline.Cli", "DigitPipeline.Cli.csproj");
        string[] arguments =
        [
            "publish", project, "--configuration", "Release", "--verbosity", "quiet", "-nologo",
            "-p:PublishRid=linux-x64", "-p:ForImage=true", .. backend, "--artifacts-path", compiled, "--output", folder,
        ];
        Check(StageProcess.Run("dotnet", arguments, cancellation), "digits does not compile for the image");
    }

    private void RemoveOld(string current)
    {
        var others = Directory.GetDirectories(Images).Where(folder => folder != current && File.Exists(ContainerImage.Index(folder)));
        foreach (var folder in others)
            if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > Old) Directory.Delete(folder, recursive: true);
    }

    private static void Tell(string message) => Serilog.Log.Information("{Message:l}", message);

    private static void Check(int exitCode, string problem)
    {
        if (exitCode != 0) throw new StageException($"{problem}: see above", exitCode);
    }
}
