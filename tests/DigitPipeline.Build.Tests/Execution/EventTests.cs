using Nuke.Common;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class EventTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_build_is_told_what_becomes_of_its_targets()
    {
        Sample.Told.Clear();

        sandbox.Run<Sample>();

        Assert.Equal(
            ["created for 7", "initialized", "running Good", "succeeded Good", "skipped Idle", "running Bad", "failed Bad", "finished"],
            Sample.Told);
    }

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        public static readonly List<string> Told = [];

        [Parameter] private int Number { get; set; } = 7;

        private Target Good => _ => _.Executes(() => { });

        private Target Idle => _ => _.OnlyWhenDynamic(() => Number == 0).Executes(() => { });

        private Target Bad => _ => _.Executes(() => throw new IOException("bad"));

        private Target Default => _ => _.DependsOn(Good, Idle, Bad);

        protected override void OnBuildCreated() => Told.Add($"created for {Number}");

        protected override void OnBuildInitialized() => Told.Add("initialized");

        protected override void OnBuildFinished() => Told.Add("finished");

        protected override void OnTargetRunning(string target) => Told.Add($"running {target}");

        protected override void OnTargetSkipped(string target) => Told.Add($"skipped {target}");

        protected override void OnTargetSucceeded(string target) => Told.Add($"succeeded {target}");

        protected override void OnTargetFailed(string target) => Told.Add($"failed {target}");
    }
}
