using DigitPipeline.Incremental.Processes;
using Nuke.Common;

internal sealed partial class Build
{
    Target FaultMatrix => _ => _
        .Description("Kills and disturbs builds in every way that is known to happen and prints what became of them; takes minutes")
        .Executes(() =>
        {
            var project = RootDirectory / "tests" / "DigitPipeline.Incremental.Tests" / "DigitPipeline.Incremental.Tests.csproj";
            var exitCode = StageProcess.Run("dotnet", ["run", "--project", project, "--configuration", "Release", "--", "fault-matrix"], Cancellation);
            if (exitCode != 0) throw Failure("builds came out otherwise after a fault: see the table", 1);
        });
}
