using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DigitPipeline.Incremental.Tests.Remote;

/// <summary>nginx with its WebDAV module, which knows nothing of caches: what it stores are files in a folder.</summary>
internal sealed class WebDavServer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digit-pipeline-nginx-");
    private readonly Process _nginx;

    /// <summary>Starts a server; it is installed where it is not there.</summary>
    /// <param name="location">What the configuration says about requests.</param>
    public WebDavServer(string location = "create_full_put_path on;")
    {
        Assert.SkipUnless(IsInstalled() || Install(), "not run: nginx is not there and cannot be installed (apt-get install nginx)");
        Port = FreePort();
        Directory.CreateDirectory(Files);
        var configuration = Path.Combine(_folder.FullName, "nginx.conf");
        File.WriteAllText(configuration, $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            pid {{_folder.FullName}}/pid;
            error_log {{_folder.FullName}}/error.log error;
            events {}
            http {
              access_log {{_folder.FullName}}/access.log;
              client_body_temp_path {{_folder.FullName}}/body;
              proxy_temp_path {{_folder.FullName}}/proxy;
              fastcgi_temp_path {{_folder.FullName}}/fastcgi;
              uwsgi_temp_path {{_folder.FullName}}/uwsgi;
              scgi_temp_path {{_folder.FullName}}/scgi;
              server {
                listen 127.0.0.1:{{Port:D}};
                root {{Files}};
                client_max_body_size 0;
                location / { dav_methods PUT DELETE MKCOL; {{location}} }
              }
            }
            """);
        _nginx = Process.Start(Program(), ["-c", configuration, "-e", Path.Combine(_folder.FullName, "error.log")]);
        while (!Answers())
            if (_nginx.WaitForExit(20)) Assert.Fail($"nginx ended at once: {File.ReadAllText(Path.Combine(_folder.FullName, "error.log"))}");
    }

    public int Port { get; }

    public string Address => $"http://127.0.0.1:{Port:D}/";

    /// <summary>Where it keeps what it is given.</summary>
    public string Files => Path.Combine(_folder.FullName, "files");

    /// <summary>The requests so far: method, path, status.</summary>
    public IReadOnlyList<string> Requests => [.. File.ReadAllLines(Path.Combine(_folder.FullName, "access.log")).Select(line =>
    {
        var parts = line.Split('"');
        return $"{parts[1].Split(' ')[0]} {parts[1].Split(' ')[1]} {parts[2].Trim().Split(' ')[0]}";
    })];

    /// <summary>The files below <c>ac</c> or <c>cas</c>.</summary>
    public string[] Values(string kind) => Directory.Exists(Path.Combine(Files, kind)) ? Directory.GetFiles(Path.Combine(Files, kind)) : [];

    /// <summary>Ends it; the files stay until it is disposed of.</summary>
    public void Stop()
    {
        if (_nginx.HasExited) return;
        _nginx.Kill(entireProcessTree: true);
        _nginx.WaitForExit();
    }

    public void Dispose()
    {
        Stop();
        _nginx.Dispose();
        _folder.Delete(recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Program() => File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";

    private static bool IsInstalled() => Succeeds(Program(), "-V");

    private static bool Install() => Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get")
        && Succeeds("/usr/bin/apt-get", "update", "-qq") && Succeeds("/usr/bin/apt-get", "install", "-qqy", "--no-install-recommends", "nginx") && IsInstalled();

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.WaitForExit();
            Task.WaitAll(output, error);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
