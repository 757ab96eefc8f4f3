using System.Diagnostics;

namespace DigitPipeline.EndToEnd.Containers;

/// <summary>Builds and containers killed at random, twenty times each: <c>./build.sh ContainerFaults</c>, a quarter of an hour.</summary>
[Collection(nameof(ContainerCollection))]
public sealed class ContainerKillTests(ImageSandbox inside) : IAsyncLifetime
{
    private const int Times = 20, Seed = 7;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await inside.ReadyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact(Explicit = true)]
    public Task After_the_build_is_killed_the_next_run_ends_with_the_same_bytes_and_nothing_is_left_running() => Kill("build");

    [Fact(Explicit = true)]
    public Task After_the_container_is_killed_the_next_run_ends_with_the_same_bytes_and_nothing_is_left_running() => Kill("container");

    private async Task Kill(string what)
    {
        var random = new Random(Seed);
        using var prepared = inside.Another();
        (await prepared.Build("PatchPipelineConfig", "--container", "podman")).Expect(0);
        for (var hits = 0; hits < Times;)
        {
            using var sandbox = prepared.Copy();
            var build = sandbox.StartBuild("Train", "--container", "podman");
            var (output, error) = (build.StandardOutput.ReadToEndAsync(Cancel), build.StandardError.ReadToEndAsync(Cancel));
            await Task.Delay(random.Next(300, 6000), Cancel);
            if (what == "build") build.Kill();
            else ImageSandbox.KillContainers();
            await build.WaitForExitAsync(Cancel);
            _ = (await output, await error);
            // It was done before the kill, or no container was there yet: that does not count, but what follows must hold all the same.
            if (build.ExitCode != 0) hits++;
            var waited = Stopwatch.StartNew();
            while (ImageSandbox.Containers().Length > 0) Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "a container is left");

            (await sandbox.Build("Train", "--container", "podman", "--wait")).Expect(0);
            var undisturbed = Path.Combine(inside.Sandbox.Artifacts, "train");
            foreach (var file in Directory.EnumerateFiles(undisturbed, "*", SearchOption.AllDirectories))
            {
                var same = Path.Combine(sandbox.Artifacts, "train", Path.GetRelativePath(undisturbed, file));
                Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(same)), $"after {hits:D} kills: {same}");
            }

            Assert.Equal("", ImageSandbox.Containers());
            TestContext.Current.SendDiagnosticMessage(
                $"killed the {what}, {hits:D} of {Times:D}: exit code {build.ExitCode:D}, then the same bytes");
        }
    }
}
