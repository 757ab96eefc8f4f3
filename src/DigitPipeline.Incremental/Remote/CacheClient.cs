using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace DigitPipeline.Incremental.Remote;

/// <summary>
/// Requests to a server that keeps values under <c>ac/</c> and <c>cas/</c>: Bazel's HTTP caching protocol, which any WebDAV server
/// understands. What may pass is tried again after a pause.
/// </summary>
internal sealed class CacheClient : IDisposable
{
    private readonly RemoteCacheOptions _options;
    private readonly HttpClient _http;

    public CacheClient(RemoteCacheOptions options)
    {
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = options.ConnectTimeout, AllowAutoRedirect = false })
        {
            BaseAddress = new UriBuilder(options.Address) { UserName = "", Password = "" }.Uri,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var user = Uri.UnescapeDataString(options.Address.UserInfo);
        if (options.Token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        else if (user.Length > 0) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
    }

    /// <summary>Whether the server has a value of this size.</summary>
    public Task<bool> HasAsync(string name, long size, CancellationToken cancellation) => TryAsync(async silence =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, name);
        using var response = await SendAsync(request, silence).ConfigureAwait(false);
        if (IsAbsent(response)) return false;
        Demand(response, name);
        return response.Content.Headers.ContentLength is null or 0 || response.Content.Headers.ContentLength == size;
    }, cancellation);

    /// <summary>Gets a value.</summary>
    /// <param name="name">Its place, such as <c>cas/…</c>.</param>
    /// <param name="limit">Most bytes that are taken; more are a fault.</param>
    /// <param name="target">Makes the stream to write to, afresh for each attempt.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>False when the server does not have it.</returns>
    public Task<bool> GetAsync(string name, long limit, Func<Stream> target, CancellationToken cancellation) => TryAsync(async silence =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, name);
        using var response = await SendAsync(request, silence).ConfigureAwait(false);
        if (IsAbsent(response)) return false;
        Demand(response, name);
        await using var stream = target();
        await CopyAsync(response, stream, name, limit, silence).ConfigureAwait(false);
        return true;
    }, cancellation);

    /// <summary>Puts a value.</summary>
    public Task<bool> PutAsync(string name, long size, Func<Stream> source, CancellationToken cancellation) => TryAsync(async silence =>
    {
        using (var response = await SendAsync().ConfigureAwait(false))
        {
            // What WebDAV demands of a server without the folder, and what nginx does. Bazel's servers make folders themselves.
            if (response.StatusCode is not (HttpStatusCode.Conflict or HttpStatusCode.InternalServerError))
            {
                Demand(response, name);
                return true;
            }
        }

        await MakeFolderAsync(name, silence).ConfigureAwait(false);
        using var second = await SendAsync().ConfigureAwait(false);
        Demand(second, name);
        return true;

        async Task<HttpResponseMessage> SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, name) { Content = new FileBody(source, size, silence) };
            request.Headers.ExpectContinue = size >= 1 << 20;
            return await this.SendAsync(request, silence).ConfigureAwait(false);
        }
    }, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static bool IsAbsent(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static void Demand(HttpResponseMessage response, string name)
    {
        if (response.IsSuccessStatusCode) return;
        var status = (int)response.StatusCode;
        var what = FormattableString.Invariant($"{response.RequestMessage?.Method} {name} was answered {status} {response.ReasonPhrase}");
        throw status switch
        {
            401 or 403 => new RemoteFault($"{what}: check the token, or what it allows"),
            408 or 425 or 429 or >= 500 and not (501 or 507) => new RemoteFault(what, passing: true),
            _ => new RemoteFault(what),
        };
    }

    private static async Task CopyAsync(HttpResponseMessage response, Stream target, string name, long limit, SilenceTimer silence)
    {
        if (response.Content.Headers.ContentLength > limit) throw new RemoteFault($"{name} is larger than it may be");
        var part = new byte[1 << 17];
        var source = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        for (var total = 0L; await ReadAsync(source, part, silence).ConfigureAwait(false) is > 0 and var read;)
        {
            if ((total += read) > limit) throw new RemoteFault($"{name} is larger than it may be");
            target.Write(part, 0, read);
            silence.Heard();
        }
    }

    // Told apart from a failure to write what was read, which is ours and not the server's.
    private static async Task<int> ReadAsync(Stream source, byte[] part, SilenceTimer silence)
    {
        try
        {
            return await source.ReadAsync(part, silence.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new RemoteFault($"the answer broke off: {error.Message}", passing: true);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, SilenceTimer silence)
    {
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
        silence.Heard();
        return response;
    }

    private async Task MakeFolderAsync(string name, SilenceTimer silence)
    {
        foreach (var folder in (string[])["", name[..(name.IndexOf('/') + 1)]])
        {
            using var request = new HttpRequestMessage(new HttpMethod("MKCOL"), folder);
            using var response = await SendAsync(request, silence).ConfigureAwait(false);
        }
    }

    private async Task<T> TryAsync<T>(Func<SilenceTimer, Task<T>> request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            string problem;
            using (var silence = new SilenceTimer(_options.SilenceTimeout, _options.Clock, cancellation))
            {
                try
                {
                    return await request(silence).ConfigureAwait(false);
                }
                catch (RemoteFault fault) when (fault.Passing)
                {
                    problem = fault.Message;
                }
                catch (HttpRequestException error)
                {
                    problem = error.InnerException?.Message ?? error.Message;
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    problem = "it does not answer";
                }
            }

            if (attempt >= _options.Attempts) throw new RemoteFault(problem);
            await Task.Delay(_options.FirstPause * Math.Pow(2, attempt - 1), _options.Clock, cancellation).ConfigureAwait(false);
        }
    }
}
