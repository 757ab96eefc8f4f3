using System.Text.Json;

namespace DigitPipeline.EndToEnd.Containers;

/// <summary>The training image: composed without an engine, the same everywhere.</summary>
[Collection(nameof(ContainerCollection))]
public sealed class ImageTests(ImageSandbox inside) : IAsyncLifetime
{
    private static readonly string[] NotOfAClone = ["artifacts", ".git", "bin", "obj", "temp", "shared"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await inside.ReadyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // It compiles everything twice, and so runs with ./build.sh ContainerFaults.
    [Fact(Explicit = true)]
    public async Task A_build_in_another_clone_gives_the_same_digest()
    {
        var clone = Directory.CreateTempSubdirectory("another clone é ").FullName;
        try
        {
            Sandbox.CopyFolder(Sandbox.Repository, clone, name => !NotOfAClone.Contains(name));
            CopyCompiledBuild(clone);
            var pipeline = Path.Combine(clone, "pipelines", "smoke");
            File.Copy(inside.Sandbox.Settings, Path.Combine(pipeline, "pipeline.yaml"), overwrite: true);
            File.Copy(ImageSandbox.Lock(inside.Sandbox), Path.Combine(pipeline, "container.lock"));
            var (digest, layout) = ImageSandbox.Printed(
                (await Run("bash", Path.Combine(clone, "build.sh"), "Image", "--pipeline", "smoke")).Expect(0));
            Assert.Equal(inside.Image.Digest, digest);
            Assert.StartsWith(clone, layout, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(clone, recursive: true);
        }
    }

    [Fact]
    public async Task An_image_that_is_there_is_not_composed_again()
    {
        var index = Path.Combine(inside.Image.Layout, "index.json");
        var before = File.GetLastWriteTimeUtc(index);
        var again = (await inside.Sandbox.Build("Image")).Expect(0);
        Assert.Equal(inside.Image, ImageSandbox.Printed(again));
        Assert.Equal(before, File.GetLastWriteTimeUtc(index));
    }

    [Fact]
    public async Task It_is_what_other_tools_take_for_one()
    {
        var name = "digits/training:v1";
        (await inside.Sandbox.Build("Image", "--push", inside.Registry.Place(name))).Expect(0);
        var inspected = (await Run("skopeo", "inspect", "--tls-verify=false", inside.Registry.ForSkopeo(name))).Expect(0).Output;
        using var seen = JsonDocument.Parse(inspected);
        Assert.Equal(inside.Image.Digest, seen.RootElement.GetProperty("Digest").GetString());
        Assert.Equal("1970-01-01T00:00:00Z", seen.RootElement.GetProperty("Created").GetString());
        var container = (await Run("buildah", "from", "--tls-verify=false", inside.Registry.ForSkopeo(name))).Expect(0).Output.Trim();
        (await Run("buildah", "rm", container)).Expect(0);
    }

    [Fact]
    public async Task Without_a_lock_the_build_stops_and_names_the_command()
    {
        using var sandbox = inside.Another();
        File.Delete(ImageSandbox.Lock(sandbox));
        Assert.Contains("./build.sh LockImage", (await sandbox.Build("Image")).Expect(78).Output, StringComparison.Ordinal);
        Assert.Contains("./build.sh LockImage", (await sandbox.Build("--container", "podman")).Expect(78).Output, StringComparison.Ordinal);
    }

    // The build itself is no part of the image, and is named after its sources: it is taken where it fits, else compiled anew.
    private static void CopyCompiledBuild(string clone)
    {
        var (from, to) = (Path.Combine(Sandbox.Repository, ".nuke", "temp"), Directory.CreateDirectory(Path.Combine(clone, ".nuke", "temp")).FullName);
        foreach (var folder in Directory.EnumerateDirectories(from).Where(IsCompiled))
        {
            if (new DirectoryInfo(folder).LinkTarget is { } target) Directory.CreateSymbolicLink(Path.Combine(to, Path.GetFileName(folder)), target);
            else Sandbox.CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)), _ => true);
        }

        foreach (var file in (string[])["dotnet", "nuke-host"]) File.Copy(Path.Combine(from, file), Path.Combine(to, file));
    }

    private static bool IsCompiled(string folder) =>
        Path.GetFileName(folder).StartsWith("launcher-", StringComparison.Ordinal) || Path.GetFileName(folder).StartsWith("build-", StringComparison.Ordinal);

    private static Task<Finished> Run(string program, params string[] arguments) =>
        Finished.Of(Finished.Start(program, arguments, Sandbox.Repository), Cancel);
}
