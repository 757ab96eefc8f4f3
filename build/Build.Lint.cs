using DigitPipeline.Incremental.Processes;
using DigitPipeline.Linting;
using Nuke.Common;
using Serilog;

internal sealed partial class Build
{
    Target Lint => _ => _
        .Description("Checks formatting, scripts and the shape of the code; changes nothing")
        .Executes(() =>
        {
            var solution = RootDirectory / "DigitPipeline.sln";
            var problems = SourceShape.Problems(RootDirectory).Concat(CiProblems(RootDirectory)).ToList();
            foreach (var problem in problems) Log.Error("{Problem:l}", problem);

            string[] scripts = [RootDirectory / "build.sh", RootDirectory / ".ci" / "run"];
            var formatted = StageProcess.Run("dotnet", ["format", solution, "--verify-no-changes", "--no-restore"], Cancellation) == 0;
            if (!formatted) Log.Error("The formatting differs from .editorconfig: run dotnet format");
            var parsed = scripts.All(script => StageProcess.Run("bash", ["-n", script], Cancellation) == 0);
            if (problems.Count > 0 || !formatted || !parsed) throw Failure("the code is not in its form: see above", 1);
        });
}
