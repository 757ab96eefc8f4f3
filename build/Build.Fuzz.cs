using System.Globalization;
using DigitPipeline.Incremental.Processes;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Fuzz: number of damaged inputs for each parser; default 1000000")]
    readonly int Inputs = 1_000_000;

    Target Fuzz => _ => _
        .Description("Feeds every parser with damaged inputs (Test does a short run): none may crash, hang or take much memory")
        .Executes(() =>
        {
            var project = RootDirectory / "tests" / "Fuzz" / "Fuzz.csproj";
            string[] filter = Filter is null ? [] : ["--filter", Filter];
            string[] count = ["--inputs", Inputs.ToString(CultureInfo.InvariantCulture)];
            var exitCode = StageProcess.Run("dotnet", ["run", "--project", project, "--configuration", "Release", "--", .. count, .. filter], Cancellation);
            if (exitCode != 0) throw Failure("a parser failed: see above", exitCode);
        });
}
