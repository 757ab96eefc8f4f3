using DigitPipeline.Incremental;
using Nuke.Common;
using Serilog;

internal sealed partial class Build
{
    [Parameter("Clean: everything under artifacts/ but the published program, instead of this pipeline's artifacts only")]
    readonly bool All = false;

    Target Clean => _ => _
        .Description("Removes the artifacts of the pipeline, or all of them (--all)")
        .Before(ValidateAnnotations)
        .Executes(() =>
        {
            if (!All)
            {
                RemoveArtifacts(Layout.Folder);
                return;
            }

            if (!Directory.Exists(ArtifactsFolder)) return;
            foreach (var folder in Directory.GetDirectories(ArtifactsFolder).Order(StringComparer.Ordinal))
                if (Path.GetFileName(folder) is not ("bin" or ".bin")) RemoveArtifacts(folder);
        });

    // A build that is at work in the folder is not disturbed: its lock is taken first.
    private void RemoveArtifacts(string folder)
    {
        if (!Directory.Exists(folder)) return;
        var isPipeline = Directory.Exists(Path.Combine(folder, ".stages"));
        try
        {
            if (isPipeline)
            {
                StageSession.Open(new SessionOptions
                {
                    Layout = new PipelineLayout(folder, StoreFolder),
                    Command = "build.sh Clean",
                    Wait = Wait,
                    Warn = message => Log.Warning("{Message:l}", message),
                    Cancellation = Cancellation,
                }).Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (StageException error)
        {
            ExitCode = error.ExitCode;
            throw;
        }

        Log.Information("Removed {Folder:l}", folder);
    }
}
