using System.Net;
using System.Net.Sockets;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>Passes connections on to a port; every third is dropped after some bytes.</summary>
internal sealed class FlakyProxy : IDisposable
{
    private const int DroppedAfter = 50_000;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private int connections, dropped;

    public FlakyProxy(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Dropped => dropped;

    /// <summary>Called with the bytes that all clients have sent.</summary>
    public Action<long>? Sent { get; set; }

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        var total = 0L;
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            var drops = Interlocked.Increment(ref connections) % 3 == 0;
            _ = ServeAsync(client, drops ? DroppedAfter : int.MaxValue, drops, n => Sent?.Invoke(Interlocked.Add(ref total, n)));
        }
    }

    private async Task ServeAsync(TcpClient client, int most, bool drops, Action<int> sent)
    {
        using var own = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            var (up, down) = (Pass(client.GetStream(), server.GetStream(), most, sent), Pass(server.GetStream(), client.GetStream(), most, _ => { }));
            await Task.WhenAny(up, down);
            if (drops)
            {
                Interlocked.Increment(ref dropped);
                client.LingerState = new LingerOption(true, 0);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The other side is gone.
        }
    }

    private static async Task Pass(NetworkStream from, NetworkStream to, int most, Action<int> passed)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            long all = 0;
            for (int read; all < most && (read = await from.ReadAsync(buffer)) > 0; all += read)
            {
                await to.WriteAsync(buffer.AsMemory(0, read));
                passed(read);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side is gone.
        }
    }
}
