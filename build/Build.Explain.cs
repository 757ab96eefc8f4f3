using DigitPipeline.Incremental;
using Nuke.Common;

// Saying what a run would do, instead of doing it.
internal sealed partial class Build
{
    [Parameter("Says of each stage whether it would run, why, and what it would need; does nothing. With names: of these targets and those before them")]
    readonly string[]? Explain = null;

    [Parameter("Says in a line a stage what would be done; does nothing")]
    readonly bool DryRun = false;

    internal bool OnlyTells => Explain is not null || DryRun;

    // Before the first target has its turn, so that no target of any kind does anything.
    protected override void OnBuildInitialized()
    {
        if (!OnlyTells) return;
        try
        {
            Stages.Foretell(details: Explain is not null, Explain is { Length: > 0 } ? Explain : null);
            Environment.Exit(0);
        }
        catch (StageException error)
        {
            Console.Error.WriteLine(error.Message);
            Environment.Exit(error.ExitCode);
        }
    }
}
