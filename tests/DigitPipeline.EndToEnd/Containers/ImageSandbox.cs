using System.Diagnostics;
using System.Text.Json;

namespace DigitPipeline.EndToEnd.Containers;

/// <summary>
/// A sandbox whose pipeline has a locked base and ran once outside of a container, and a training image for it. Made by the first test that
/// asks for it; where it cannot be made here, each test that asks is skipped and says why.
/// </summary>
public sealed class ImageSandbox : IDisposable
{
    private readonly Lazy<Task> _made;
    private BaseRegistry? _registry;
    private Sandbox? _sandbox;

    public ImageSandbox() => _made = new Lazy<Task>(MakeAsync);

    internal BaseRegistry Registry => _registry!;

    internal Sandbox Sandbox => _sandbox!;

    /// <summary>Digest and folder of the image, as ./build.sh Image prints them.</summary>
    internal (string Digest, string Layout) Image { get; private set; }

    internal Task ReadyAsync() => _made.Value;

    public void Dispose()
    {
        if (Image.Layout is { } layout) RemoveFromPodman(layout);
        _sandbox?.Dispose();
        _registry?.Dispose();
    }

    /// <summary>A new sandbox with the same base.</summary>
    internal Sandbox Another()
    {
        var sandbox = Sandbox.Create();
        Use(sandbox);
        File.Copy(Lock(Sandbox), Lock(sandbox));
        return sandbox;
    }

    internal static string Lock(Sandbox sandbox) => Path.Combine(Path.GetDirectoryName(sandbox.Settings)!, "container.lock");

    /// <summary>What ./build.sh Image printed.</summary>
    internal static (string Digest, string Layout) Printed(Finished image)
    {
        var parts = image.Output.Split('\n').Single(line => line.StartsWith("sha256:", StringComparison.Ordinal)).Split("  ");
        return (parts[0], parts[1]);
    }

    /// <summary>The containers there are now, whatever state they are in.</summary>
    internal static string Containers() => Podman("ps", "--all", "--format", "{{.Names}}", "--filter", "name=^digits-");

    /// <summary>Ends all of them at once.</summary>
    internal static void KillContainers()
    {
        var names = Containers().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > 0) Podman(["kill", "--signal", "KILL", .. names]);
    }

    private async Task MakeAsync()
    {
        _registry = BaseRegistry.Start();
        _sandbox = Sandbox.Create();
        Use(Sandbox);
        (await Sandbox.Build("LockImage")).Expect(0);
        (await Sandbox.Build()).Expect(0);
        Image = Printed((await Sandbox.Build("Image")).Expect(0));
    }

    // It is 700 MB, and the next state of the sources has another.
    private static void RemoveFromPodman(string layout)
    {
        var manifest = Digest(File.ReadAllBytes(Path.Combine(layout, "index.json")), index => index.GetProperty("manifests")[0]);
        var config = Digest(File.ReadAllBytes(Path.Combine(layout, "blobs", "sha256", manifest)), image => image.GetProperty("config"));
        Podman("rmi", "--force", config);
    }

    private static string Digest(byte[] json, Func<JsonElement, JsonElement> descriptor)
    {
        using var document = JsonDocument.Parse(json);
        return descriptor(document.RootElement).GetProperty("digest").GetString()!["sha256:".Length..];
    }

    private static string Podman(params string[] arguments)
    {
        var start = new ProcessStartInfo("podman", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var podman = Process.Start(start)!;
        var error = podman.StandardError.ReadToEndAsync();
        var output = podman.StandardOutput.ReadToEnd();
        podman.WaitForExit();
        _ = error.GetAwaiter().GetResult();
        return output.Trim();
    }

    private void Use(Sandbox sandbox) => File.AppendAllText(sandbox.Settings, $$"""

        container:
          base: {{Registry.Reference}}
          gpu_base: {{Registry.Reference}}
          environment: { OMP_NUM_THREADS: 2 }

        """);
}
