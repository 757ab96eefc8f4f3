using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigitPipeline.Incremental.Tests.Remote;

internal enum Fault
{
    /// <summary>The connection goes through to the server.</summary>
    None,

    /// <summary>It is closed before anything is answered.</summary>
    Closed,

    /// <summary>The answer is 503.</summary>
    Unavailable,

    /// <summary>Nothing is ever answered.</summary>
    Silent,

    /// <summary>The server's answer breaks off after 300 bytes.</summary>
    Torn,
}

/// <summary>What lies between a build and a server on a bad day: each connection has the next fault of a list, those after it none.</summary>
internal sealed class FaultyProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<Fault> _faults;
    private readonly int _server;

    public FaultyProxy(int server, params Fault[] faults)
    {
        (_server, _faults) = (server, new Queue<Fault>(faults));
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port:D}/";

    /// <summary>How many connections there were.</summary>
    public int Connections { get; private set; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Connections++;
                _ = ServeAsync(client, _faults.TryDequeue(out var fault) ? fault : Fault.None);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, Fault fault)
    {
        using var connection = client;
        try
        {
            if (fault == Fault.Closed) return;
            if (fault == Fault.Silent) await Task.Delay(Timeout.Infinite, _end.Token);
            if (fault == Fault.Unavailable)
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _end.Token);
                return;
            }

            using var server = new TcpClient("127.0.0.1", _server);
            var up = client.GetStream().CopyToAsync(server.GetStream(), _end.Token);
            var down = fault == Fault.Torn ? TearAsync(server.GetStream(), client.GetStream()) : server.GetStream().CopyToAsync(client.GetStream(), _end.Token);
            await Task.WhenAny(up, down);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
        {
        }
    }

    private async Task TearAsync(NetworkStream from, NetworkStream to)
    {
        var part = new byte[300];
        await from.ReadExactlyAsync(part, _end.Token);
        await to.WriteAsync(part, _end.Token);
    }
}
