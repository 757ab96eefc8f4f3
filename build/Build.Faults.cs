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

    Target ContainerFaults => _ => _
        .Description("Makes the image in two clones, kills builds and containers at random and looks what becomes of the next run; takes a quarter of an hour")
        .Executes(() =>
        {
            var project = RootDirectory / "tests" / "DigitPipeline.EndToEnd" / "DigitPipeline.EndToEnd.csproj";
            string[] only = ["-explicit", "only", "-namespace", "DigitPipeline.EndToEnd.Containers", "-diagnostics"];
            var exitCode = StageProcess.Run("dotnet", ["run", "--project", project, "--configuration", "Release", "--", .. only], Cancellation);
            if (exitCode != 0) throw Failure("two clones gave two images, or containers were left or builds came out otherwise after a kill: see above", 1);
        });
}
