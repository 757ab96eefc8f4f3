using System.Globalization;
using System.Text.Json;

namespace DigitPipeline.EndToEnd.Containers;

/// <summary>The smoke pipeline in the training image, with podman.</summary>
[Collection(nameof(ContainerCollection))]
public sealed class ContainerTests(ImageSandbox inside) : IAsyncLifetime
{
    // The provenance of what was made in a container names the image, and the sums are those of the provenance too.
    private static readonly string[] NameTheImage = ["provenance.json", "SHA256SUMS"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await inside.ReadyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_stage_in_the_container_gives_the_bytes_that_it_gives_outside()
    {
        using var sandbox = inside.Another();
        var run = (await sandbox.Build("--container", "podman")).Expect(0);
        Assert.Equal(6, run.Outcomes.Count);
        Assert.All(run.Outcomes.Values, outcome => Assert.Equal("executed", outcome));
        Assert.Contains("Training 100%", run.Error, StringComparison.Ordinal);
        foreach (var stage in (string[])["validate", "records", "config", "train", "evaluate", "export"])
        {
            var keyFile = Path.Combine(sandbox.Artifacts, ".stages", stage + ".key.json");
            using var key = JsonDocument.Parse(await File.ReadAllBytesAsync(keyFile, Cancel));
            Assert.Equal(inside.Image.Digest, key.RootElement.GetProperty("environment").GetProperty("container").GetString());
            Same(stage, sandbox, "*");
        }

        var provenance = await File.ReadAllTextAsync(Path.Combine(sandbox.Artifacts, "export", "provenance.json"), Cancel);
        Assert.Contains(inside.Image.Digest["sha256:".Length..], provenance, StringComparison.Ordinal);

        Assert.Equal("", ImageSandbox.Containers());
        var again = (await sandbox.Build("--container", "podman")).Expect(0);
        Assert.All(again.Outcomes.Values, outcome => Assert.Equal("up-to-date", outcome));
    }

    [Fact]
    public async Task A_stages_error_and_exit_code_come_through()
    {
        using var sandbox = inside.Another();
        var annotation = Directory.EnumerateFiles(Path.Combine(sandbox.Data, "train"), "*.xml").Order(StringComparer.Ordinal).First();
        await File.WriteAllTextAsync(annotation, "<annotation><size>", Cancel);
        var run = (await sandbox.Build("--container", "podman")).Expect(65);
        Assert.Contains(Path.GetFileName(annotation), run.Error + run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("INT", 130)]
    public async Task A_build_that_ends_early_leaves_no_container_and_the_next_run_ends_with_the_same_bytes(string signal, int exitCode)
    {
        using var sandbox = inside.Another();
        var process = sandbox.StartBuild("Train", "--container", "podman");
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        while (await process.StandardError.ReadLineAsync(Cancel) is { } line && !line.StartsWith("Training 50%", StringComparison.Ordinal))
        {
        }

        Assert.NotEqual("", ImageSandbox.Containers());
        string[] kill = ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)];
        (await Finished.Of(Finished.Start("/bin/kill", kill, sandbox.Root), Cancel)).Expect(0);
        _ = (await process.StandardError.ReadToEndAsync(Cancel), await output);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(exitCode, process.ExitCode);
        while (ImageSandbox.Containers().Length > 0) Cancel.ThrowIfCancellationRequested();

        (await sandbox.Build("Train", "--container", "podman", "--wait")).Expect(0);
        Same("train", sandbox, "ckpt-20.*");
    }

    [Fact]
    public async Task The_shell_has_digits_and_writes_only_into_the_pipelines_artifacts()
    {
        using var sandbox = inside.Another();
        var shell = sandbox.StartBuild("Shell", "--container", "podman");
        var script = $"""
            digits --version >"{sandbox.Artifacts}/version" || exit 3
            touch "{sandbox.Root}/pipelines/other" 2>/dev/null && exit 4
            touch /opt/other 2>/dev/null && exit 5
            [ "$(ls /sys/class/net)" = lo ] || exit 6
            [ "$(pwd)" = "{sandbox.Root}" ] || exit 7
            exit 9
            """;
        await shell.StandardInput.WriteAsync(script.AsMemory(), Cancel);
        shell.StandardInput.Close();
        (await Finished.Of(shell, Cancel)).Expect(9);
        Assert.NotEmpty(await File.ReadAllTextAsync(Path.Combine(sandbox.Artifacts, "version"), Cancel));
        Assert.Equal("", ImageSandbox.Containers());
    }

    [Fact]
    public async Task GPUs_that_are_not_there_are_an_error_that_says_what_is_missing()
    {
        Assert.SkipWhen(File.Exists("/proc/driver/nvidia/version"), "not run: this machine has a GPU");
        using var sandbox = inside.Another();
        var run = (await sandbox.Build("--container", "podman", "--gpus", "all")).Expect(69);
        Assert.Contains("no NVIDIA driver", run.Output, StringComparison.Ordinal);
        (await sandbox.Build("--container", "podman", "--gpus", "0,,1")).Expect(64);
    }

    private void Same(string stage, Sandbox sandbox, string files)
    {
        var expected = Path.Combine(inside.Sandbox.Artifacts, stage);
        Assert.NotEmpty(Directory.EnumerateFiles(expected, files, SearchOption.AllDirectories));
        var others = Directory.EnumerateFiles(expected, files, SearchOption.AllDirectories).Where(file => !NameTheImage.Contains(Path.GetFileName(file)));
        foreach (var file in others)
        {
            var same = Path.Combine(sandbox.Artifacts, stage, Path.GetRelativePath(expected, file));
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(same)), same);
        }
    }
}
