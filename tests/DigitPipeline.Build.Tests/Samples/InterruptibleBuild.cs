using Nuke.Common;
using Nuke.Common.Tooling;
using Serilog;

namespace DigitPipeline.Build.Tests.Samples;

/// <summary>Waits for processes that end when they are interrupted, or do not.</summary>
internal sealed class InterruptibleBuild : NukeBuild
{
    private Target Obeying => _ => _.Executes(() =>
        Shell("trap 'echo child has stopped; exit 3' INT; echo ready; while :; do sleep 0.05; done"));

    private Target Stubborn => _ => _.Executes(() =>
        Shell("trap 'echo child goes on' INT; echo ready; while :; do sleep 0.05; done"));

    private Target Finishing => _ => _.Executes(() =>
        Shell("trap 'exit 0' INT; echo ready; while :; do sleep 0.05; done"));

    private Target StartingMore => _ => _.Executes(() =>
    {
        Shell("trap 'exit 0' INT; echo ready; while :; do sleep 0.05; done");
        Shell("echo second process");
    });

    private Target Default => _ => _.DependsOn(Obeying).Executes(() => Log.Information("not reached"));

    private Target CleanUp => _ => _.AssuredAfterFailure().After(Default).Executes(() => Shell("echo clean"));

    public static int Main() => Execute<InterruptibleBuild>(x => x.Default);

    private static void Shell(string script) =>
        ProcessTasks.StartProcess("sh", $"-c {script}", logInvocation: false).AssertZeroExitCode();
}
