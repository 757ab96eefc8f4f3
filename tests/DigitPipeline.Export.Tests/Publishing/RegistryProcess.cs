using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>Debian's docker-registry on a port of its own, with its storage in a folder.</summary>
internal sealed class RegistryProcess : IDisposable
{
    private readonly string config;
    private Process? process;

    public RegistryProcess(DirectoryInfo folder, bool password = false, bool tls = false, string? tokenRealm = null)
    {
        Port = FreePort();
        config = Path.Combine(folder.FullName, "registry.yml");
        var security = "";
        if (tls)
        {
            TestCertificate.Write(folder.FullName);
            security += $"  tls: {{ certificate: {folder.FullName}/server.pem, key: {folder.FullName}/server.key }}\n";
        }

        if (password)
        {
            // The password is "secret".
            File.WriteAllText(Path.Combine(folder.FullName, "htpasswd"), "user:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n");
            security += $"auth: {{ htpasswd: {{ realm: test, path: {folder.FullName}/htpasswd }} }}\n";
        }

        if (tokenRealm is not null)
        {
            security += $"auth: {{ token: {{ realm: {tokenRealm}, service: test, issuer: test-issuer, rootcertbundle: {folder.FullName}/ca.pem }} }}\n";
        }

        File.WriteAllText(config, $"version: 0.1\nlog: {{ level: error }}\nstorage: {{ filesystem: {{ rootdirectory: {folder.FullName}/storage }} }}\nhttp:\n  addr: 127.0.0.1:{Port}\n{security}");
        Start();
    }

    public int Port { get; }

    public static bool IsInstalled => File.Exists("/usr/bin/docker-registry");

    public void Start()
    {
        process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var waited = Stopwatch.StartNew();
        while (!Answers())
        {
            if (process.HasExited || waited.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InvalidOperationException("docker-registry does not start");
            }

            Thread.Yield();
        }
    }

    /// <summary>Ends it at once, whatever it is doing.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            Kill();
        }

        process?.Dispose();
    }

    public static int FreePort()
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
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
