using System.Collections.Concurrent;
using System.Net;
using System.Security;
using System.Text;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>
/// Answers PUT (with <c>If-None-Match</c>), GET, HEAD and ListObjectsV2 for one bucket as Amazon documents them; it checks no signatures.
/// It stands in for a real server, of which there is none that Debian or NuGet have.
/// </summary>
internal sealed class S3Server : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string bucket;

    public S3Server(string bucket)
    {
        this.bucket = bucket;
        Address = $"http://127.0.0.1:{RegistryProcess.FreePort()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>The objects by name.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a request is refused with status 503, by method and name.</summary>
    public Func<string, string, bool> Refuses { get; set; } = (_, _) => false;

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using (context.Response)
                {
                    await AnswerAsync(context.Request, context.Response);
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed, or the client is gone.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        var parts = request.Url!.AbsolutePath.TrimStart('/').Split('/', 2);
        var name = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        if (parts[0] != bucket)
        {
            await FailAsync(response, HttpStatusCode.NotFound, "NoSuchBucket");
        }
        else if (Refuses(request.HttpMethod, name))
        {
            await FailAsync(response, HttpStatusCode.ServiceUnavailable, "SlowDown");
        }
        else if (request.HttpMethod == "PUT")
        {
            using var content = new MemoryStream();
            await request.InputStream.CopyToAsync(content);
            var isNew = Objects.TryAdd(name, content.ToArray());
            if (!isNew && request.Headers["If-None-Match"] == "*")
            {
                await FailAsync(response, HttpStatusCode.PreconditionFailed, "PreconditionFailed");
                return;
            }

            Objects[name] = content.ToArray();
            response.AddHeader("ETag", "\"0\"");
        }
        else if (name.Length == 0)
        {
            var prefix = request.QueryString["prefix"] ?? "";
            var listed = Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(key => $"<Contents><Key>{SecurityElement.Escape(key)}</Key></Contents>");
            await TellAsync(response, $"<ListBucketResult><IsTruncated>false</IsTruncated>{string.Concat(listed)}</ListBucketResult>");
        }
        else if (Objects.TryGetValue(name, out var found))
        {
            response.ContentLength64 = found.Length;
            await (request.HttpMethod == "HEAD" ? Task.CompletedTask : response.OutputStream.WriteAsync(found).AsTask());
        }
        else
        {
            await FailAsync(response, HttpStatusCode.NotFound, "NoSuchKey", headOnly: request.HttpMethod == "HEAD");
        }
    }

    private static Task FailAsync(HttpListenerResponse response, HttpStatusCode status, string code, bool headOnly = false)
    {
        response.StatusCode = (int)status;
        return headOnly ? Task.CompletedTask : TellAsync(response, $"<Error><Code>{code}</Code><Message>{code}</Message></Error>");
    }

    private static async Task TellAsync(HttpListenerResponse response, string xml)
    {
        response.ContentType = "application/xml";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml));
    }
}
