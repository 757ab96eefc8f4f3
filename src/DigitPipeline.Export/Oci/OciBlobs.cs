using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using DigitPipeline.Formats.Files;

namespace DigitPipeline.Export.Oci;

/// <summary>The blobs of a repository. Uploads go on after a broken connection where the registry has got to; downloads as well.</summary>
public sealed class OciBlobs
{
    private const int ChunkSize = 4 * 1024 * 1024, SmallestChunk = 64 * 1024;
    private const int MostRestarts = 8;
    private readonly OciConnection connection;
    private readonly string repository;

    internal OciBlobs(OciConnection connection, string repository) => (this.connection, this.repository) = (connection, repository);

    /// <summary>Whether the registry has a blob.</summary>
    public async Task<bool> HasAsync(string digest, CancellationToken cancellation = default)
    {
        using var response = await connection.SendAsync(() => new HttpRequestMessage(HttpMethod.Head, Url($"blobs/{digest}")), cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            await OciAnswers.RequireAsync(response, $"asking for the blob {digest}", cancellation).ConfigureAwait(false);
        }

        return response.IsSuccessStatusCode;
    }

    /// <summary>Uploads bytes, unless the registry has them.</summary>
    /// <returns>Whether they were sent.</returns>
    public Task<bool> UploadAsync(OciDescriptor blob, byte[] content, CancellationToken cancellation = default) =>
        UploadAsync(blob, () => new MemoryStream(content, writable: false), cancellation);

    /// <summary>Uploads a blob, unless the registry has it.</summary>
    /// <param name="blob">Digest and size.</param>
    /// <param name="open">Opens the content; called again where an upload starts anew.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether it was sent.</returns>
    /// <exception cref="OciException">The registry refuses it, or cannot be reached.</exception>
    public async Task<bool> UploadAsync(OciDescriptor blob, Func<Stream> open, CancellationToken cancellation = default)
    {
        for (var restarts = 0; !await HasAsync(blob.Digest, cancellation).ConfigureAwait(false); restarts++)
        {
            if (restarts == MostRestarts)
            {
                throw new OciException($"{connection.Base}: the upload of {blob.Digest} was started {MostRestarts} times and never completed");
            }

            using var content = open();
            if (await TryUploadAsync(blob, content, Math.Max(ChunkSize >> restarts, SmallestChunk), cancellation).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Downloads a blob into a file, which appears whole or not at all; its digest is checked.</summary>
    /// <exception cref="OciException">It is not there, or is another one.</exception>
    public async Task DownloadAsync(OciDescriptor blob, string path, CancellationToken cancellation = default)
    {
        using var file = new AtomicFile(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long done = 0;
        for (var tried = 0; done < blob.Size || tried == 0; tried++)
        {
            if (tried > MostRestarts)
            {
                throw new OciException($"{connection.Base}: the download of {blob.Digest} broke off at {done} of {blob.Size} bytes, {MostRestarts} times");
            }

            done += await DownloadRestAsync(blob, done, file.Stream, hash, cancellation).ConfigureAwait(false);
        }

        var found = "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
        if (found != blob.Digest)
        {
            throw new OciException($"{connection.Base} gave a blob of digest {found}, asked for {blob.Digest}: it was damaged on the way or in the registry");
        }

        file.Commit();
    }

    private async Task<long> DownloadRestAsync(OciDescriptor blob, long from, Stream target, IncrementalHash hash, CancellationToken cancellation)
    {
        using var response = await connection.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, Url($"blobs/{blob.Digest}"));
                request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
                return request;
            },
            cancellation).ConfigureAwait(false);
        await OciAnswers.RequireAsync(response, $"the blob {blob.Digest}", cancellation).ConfigureAwait(false);
        var (got, skip) = (0L, response.StatusCode == HttpStatusCode.PartialContent ? 0 : from);
        try
        {
            using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            var buffer = new byte[64 * 1024];
            for (int read; (read = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                var use = (int)Math.Max(0, read - skip);
                skip -= read - use;
                if (from + got + use > blob.Size)
                {
                    throw new OciException($"{connection.Base} gave more than the {blob.Size} bytes of {blob.Digest}");
                }

                hash.AppendData(buffer, read - use, use);
                await target.WriteAsync(buffer.AsMemory(read - use, use), cancellation).ConfigureAwait(false);
                got += use;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException and not OciException)
        {
            // The connection broke: the next try asks for the rest.
        }

        return got;
    }

    // False where the registry has lost the upload, which then starts anew, in smaller pieces: distribution 2 forgets an upload whose
    // connection breaks within a piece.
    private async Task<bool> TryUploadAsync(OciDescriptor blob, Stream content, int size, CancellationToken cancellation)
    {
        using var started = await connection.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, Url("blobs/uploads/")), cancellation).ConfigureAwait(false);
        await OciAnswers.RequireAsync(started, "starting an upload", cancellation).ConfigureAwait(false);
        var place = OciAnswers.Location(started, connection.Base);
        var (buffer, fruitless) = (new byte[size], 0);
        for (long sent = 0; sent < blob.Size;)
        {
            content.Position = sent;
            var count = (int)Math.Min(size, blob.Size - sent);
            await content.ReadExactlyAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            if (await SendChunkAsync(place, buffer.AsMemory(0, count), sent, cancellation).ConfigureAwait(false) is not { } next)
            {
                return false;
            }

            // Where connections break, shorter pieces get through.
            size = next.Sent == sent + count ? size : Math.Max(size / 2, SmallestChunk);
            fruitless = next.Sent > sent ? 0 : fruitless + 1;
            if (fruitless > MostRestarts)
            {
                throw new OciException($"{connection.Base}: the upload of {blob.Digest} stays at {sent} of {blob.Size} bytes; a retry goes on from there");
            }

            (place, sent) = next;
        }

        var query = (place.Query.Length > 0 ? place.Query + "&" : "?") + "digest=" + Uri.EscapeDataString(blob.Digest);
        var end = new UriBuilder(place) { Query = query }.Uri;
        using var finished = await connection.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Put, end) { Content = new ByteArrayContent([]) }, cancellation).ConfigureAwait(false);
        if (finished.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        await OciAnswers.RequireAsync(finished, $"storing the blob {blob.Digest}", cancellation).ConfigureAwait(false);
        return true;
    }

    // A piece whose answer was lost may have arrived, in whole or in part: the registry says how far it is. Null where it has lost the upload.
    private async Task<(Uri Place, long Sent)?> SendChunkAsync(Uri place, ReadOnlyMemory<byte> chunk, long offset, CancellationToken cancellation)
    {
        using var response = await connection.TrySendAsync(
            () =>
            {
                var body = new ReadOnlyMemoryContent(chunk);
                body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                body.Headers.TryAddWithoutValidation("Content-Range", FormattableString.Invariant($"{offset}-{offset + chunk.Length - 1}"));
                return new HttpRequestMessage(HttpMethod.Patch, place) { Content = body };
            },
            cancellation).ConfigureAwait(false);
        if (response is { IsSuccessStatusCode: true })
        {
            return (OciAnswers.Location(response, connection.Base), offset + chunk.Length);
        }

        if (response is { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.MethodNotAllowed })
        {
            await OciAnswers.RequireAsync(response, "an upload", cancellation).ConfigureAwait(false);
        }

        using var status = await connection.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, place), cancellation).ConfigureAwait(false);
        if (!status.IsSuccessStatusCode || !status.Headers.TryGetValues("Range", out var range))
        {
            return null;
        }

        // "0-0" is said of nothing as well.
        var last = long.Parse(range.First().Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
        return (OciAnswers.Location(status, connection.Base), last == 0 ? 0 : last + 1);
    }

    private Uri Url(string path) => new(connection.Base, $"v2/{repository}/{path}");
}
