using System.Net;

namespace DigitPipeline.Incremental.Remote;

/// <summary>The body of an upload; each part that is taken shows that the server is there.</summary>
internal sealed class FileBody(Func<Stream> open, long length, SilenceTimer silence) : HttpContent
{
    private const int PartSize = 1 << 17;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var part = new byte[PartSize];
        await using var source = open();
        for (var left = length; left > 0;)
        {
            var read = await source.ReadAsync(part.AsMemory(0, (int)Math.Min(part.Length, left)), silence.Token).ConfigureAwait(false);
            if (read == 0) throw new EndOfStreamException("the file became shorter while it was sent");
            await stream.WriteAsync(part.AsMemory(0, read), silence.Token).ConfigureAwait(false);
            silence.Heard();
            left -= read;
        }
    }

    protected override bool TryComputeLength(out long size)
    {
        size = length;
        return true;
    }
}
