using DigitPipeline.Stages;
using Nuke.Common;
using Serilog;

internal sealed partial class Build
{
    [Parameter("Verify: the stage to run again, by the name of its target or its verb", Name = "Stage")]
    readonly string? VerifiedStage = null;

    Target Verify => _ => _
        .Description("Runs a stage again apart, with --container in another place, and compares its outputs byte for byte: Verify --stage Train")
        .Executes(() =>
        {
            if (VerifiedStage is null) throw Failure("no stage: name one, as in Verify --stage Train", 64);
            var result = Stages.Verify(VerifiedStage, [.. WatchedFolders()], [.. UnwatchedFolders()], StageDefinition.ContainerVariable);
            foreach (var difference in result.Differences)
                Log.Error("{Difference:l}", DetectionFilePlace.Of(difference, DigitsProgram) is { } place ? $"{difference}: {place}" : $"{difference}");
            foreach (var written in result.WrittenElsewhere) Log.Error("Written outside of its outputs: {Path:l}", written);
            foreach (var change in result.Surroundings) Log.Information("Run again in other surroundings: {Change:l}", $"{change}");
            if (result.Differences.Count > 0) Log.Information("What was made again is in {Folder:l}", result.Folder);
            if (!result.IsGood) throw Failure($"{VerifiedStage} does not do the same again", 1);
            Console.WriteLine($"{VerifiedStage} gives the same bytes again: {result.Files} files");
        });

    private IEnumerable<string> WatchedFolders() => [RootDirectory, DataFolder, GlyphFolder];

    // What others may write meanwhile: git, the build's own files, and other pipelines with the store.
    private IEnumerable<string> UnwatchedFolders() =>
        [RootDirectory / ".git", RootDirectory / ".nuke", .. Directory.GetFileSystemEntries(ArtifactsFolder).Where(path => path != Layout.Folder)];
}
