using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DigitPipeline.EndToEnd.Containers;

/// <summary>Debian's docker-registry with a base image that debootstrap made, which is kept in artifacts/tests for the next run.</summary>
internal sealed class BaseRegistry : IDisposable
{
    private const string Name = "base/debian:bookworm";
    private const string Install = "sudo apt-get install -y podman runc buildah skopeo debootstrap docker-registry";
    private static readonly string[] Needed = ["podman", "buildah", "skopeo", "debootstrap", "docker-registry"];
    private static readonly string Folder = Path.Combine(Sandbox.Repository, "artifacts", "tests");
    private static readonly string Base = Path.Combine(Folder, "base");
    private readonly string _storage = Path.Combine(Folder, "registry");
    private readonly int _port = FreePort();
    private readonly Process _process;

    private BaseRegistry()
    {
        Directory.CreateDirectory(_storage);
        var config = Path.Combine(_storage, "registry.yml");
        File.WriteAllText(config, $$"""
            version: 0.1
            log: { level: error }
            storage: { filesystem: { rootdirectory: '{{_storage}}' } }
            http: { addr: '127.0.0.1:{{_port:D}}' }

            """);
        var start = new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!Answers())
        {
            if (_process.HasExited) throw new InvalidOperationException("docker-registry does not start");
            Thread.Yield();
        }
    }

    /// <summary>What pipeline.yaml calls the base.</summary>
    public string Reference => $"http://127.0.0.1:{_port:D}/{Name}";

    /// <summary>An image for skopeo.</summary>
    public string ForSkopeo(string name) => $"docker://127.0.0.1:{_port:D}/{name}";

    /// <summary>A place for an image.</summary>
    public string Place(string name) => $"http://127.0.0.1:{_port:D}/{name}";

    /// <summary>Starts it; skips the test, and says so, where programs for it are missing.</summary>
    public static BaseRegistry Start()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var missing = Needed.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        Assert.SkipUnless(missing.Count == 0, $"not run: {string.Join(", ", missing)} not installed: {Install}");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "not run: debootstrap needs root");
        if (!File.Exists(Path.Combine(Base, "index.json"))) MakeBase();
        var registry = new BaseRegistry();
        try
        {
            Need("skopeo", "copy", "--quiet", "--dest-tls-verify=false", "oci:" + Base, registry.ForSkopeo(Name));
            registry.SkipUnlessPodmanRuns();
            return registry;
        }
        catch
        {
            registry.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_storage, recursive: true);
    }

    private static void MakeBase()
    {
        var (root, made) = (Path.Combine(Folder, "root"), Base + ".new");
        foreach (var folder in ((string[])[root, made]).Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        var (exitCode, output) = Run("debootstrap", "--variant=minbase", "--include=libstdc++6,libssl3", "bookworm", root);
        Assert.SkipUnless(exitCode == 0, $"not run: debootstrap cannot make a base image here: {output.Split('\n')[^1]}");
        var container = Need("buildah", "from", "scratch");
        Need("buildah", "add", "--quiet", container, root, "/");
        var image = Need("buildah", "commit", "--quiet", "--rm", container).Split('\n')[^1];
        Need("buildah", "push", "--quiet", image, "oci:" + made);
        Need("buildah", "rmi", image);
        Directory.Delete(root, recursive: true);
        Directory.Move(made, Base);
    }

    // Podman is installed on machines that do not let it make containers, such as most containers.
    private void SkipUnlessPodmanRuns()
    {
        var image = $"127.0.0.1:{_port:D}/{Name}";
        string[] modest = ["--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"];
        var (exitCode, output) = Run("podman", ["run", "--rm", "--network=none", .. modest, "--tls-verify=false", image, "true"]);
        Run("podman", "rmi", image);
        Assert.SkipUnless(exitCode == 0, $"not run: podman makes no containers here: {output.Split('\n')[^1]}");
    }

    private static string Need(string program, params string[] arguments)
    {
        var (exitCode, output) = Run(program, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {exitCode:D}\n{output}");
    }

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : $"{output}\n{error.GetAwaiter().GetResult().Trim()}".Trim());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
