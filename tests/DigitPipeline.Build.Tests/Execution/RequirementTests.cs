using Nuke.Common;
using Serilog;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class RequirementTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_missing_parameter_is_named_with_the_ways_to_give_it_and_nothing_runs()
    {
        var outcome = sandbox.Run<Sample>();

        Assert.Equal(64, outcome.ExitCode);
        Assert.Empty(outcome.Logged);
        Assert.Contains("Target 'Default' requires the parameter 'ModelFolder' (Folder of the model)", outcome.Error);
        Assert.Contains("--model-folder VALUE", outcome.Error);
        Assert.Contains("NUKE_MODEL_FOLDER", outcome.Error);
        Assert.Contains("\"ModelFolder\" in .nuke/parameters.json", outcome.Error);
    }

    [Fact]
    public void All_missing_parameters_are_named_at_once()
    {
        var error = sandbox.Run<Sample>().Error;

        Assert.Contains("'ModelFolder'", error);
        Assert.Contains("'Steps'", error);
        Assert.Contains("'Pictures'", error);
        Assert.Contains("'Token'", error);
    }

    [Fact]
    public void A_secret_is_asked_for_in_the_environment_only() =>
        Assert.Contains("'Token'. Set the environment variable NUKE_TOKEN.", sandbox.Run<Sample>().Error);

    [Fact]
    public void A_condition_that_does_not_hold_is_shown() =>
        Assert.Contains("Target 'Positive' requires: (Threshold > 0)", sandbox.Run<Sample>("Positive", "--threshold", "-1").Error);

    [Fact]
    public void Targets_that_do_not_run_require_nothing() =>
        Assert.Equal(["Other"], sandbox.Run<Sample>("Other", "--skip", "Default").Logged);

    [Fact]
    public void With_everything_given_the_target_runs() =>
        Assert.Equal(["Default"], sandbox.Run<Sample>(
            "--model-folder", "m", "--steps", "1", "--pictures", "a.png", "--token", "hush").Logged);

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        [Parameter("Folder of the model")] private string? ModelFolder { get; set; }

        [Parameter] private int? Steps { get; set; }

        [Parameter] private string[]? Pictures { get; set; }

        [Parameter, Secret] private string? Token { get; set; }

        [Parameter] private int Threshold { get; set; }

        private Target Default => _ => _
            .Requires(() => ModelFolder)
            .Requires(() => Steps)
            .Requires(() => Pictures)
            .Requires(() => Token)
            .Executes(() => Log.Information("Default"));

        private Target Other => _ => _.DependsOn(Default).Executes(() => Log.Information("Other"));

        private Target Positive => _ => _.Requires(() => Threshold > 0).Executes(() => { });
    }
}
