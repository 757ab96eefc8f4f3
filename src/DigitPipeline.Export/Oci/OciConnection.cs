using System.Net;

namespace DigitPipeline.Export.Oci;

/// <summary>Sends requests to a registry: again where the connection breaks or the registry is busy, and with its authentication.</summary>
internal sealed class OciConnection : IDisposable
{
    private const int Tries = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(10);
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = { CertificateChainPolicy = TrustedAuthority.Policy() },
    })
    {
        Timeout = TimeSpan.FromMinutes(10),
    };

    private readonly OciAuthentication authentication;
    private readonly TimeProvider time;

    public OciConnection(OciReference place, OciCredentials? credentials, TimeProvider time)
    {
        (Base, this.time) = (new Uri($"{(place.PlainHttp ? "http" : "https")}://{place.Registry}/"), time);
        authentication = new OciAuthentication(http, place, credentials);
    }

    public Uri Base { get; }

    /// <summary>Sends a request until it is answered by other than a passing fault.</summary>
    /// <param name="create">Makes the request; called again for each try.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OciException">The registry cannot be reached, or refuses the credentials.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        var pause = FirstPause;
        for (var tried = 1; ; tried++)
        {
            string problem;
            try
            {
                var response = await SendOnceAsync(create, cancellation).ConfigureAwait(false);
                if (!IsPassing(response.StatusCode) || tried == Tries)
                {
                    return response;
                }

                problem = $"{(int)response.StatusCode}";
                response.Dispose();
            }
            catch (Exception e) when (IsPassing(e, cancellation))
            {
                problem = e.GetBaseException().Message;
                if (tried == Tries)
                {
                    throw new OciException($"{Base} cannot be reached: {problem} ({Tries} tries). Check the address and that the registry runs; a retry goes on where this ended.", e);
                }
            }

            await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Sends a request once; null where the connection broke or the registry is busy.</summary>
    public async Task<HttpResponseMessage?> TrySendAsync(Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        try
        {
            var response = await SendOnceAsync(create, cancellation).ConfigureAwait(false);
            if (!IsPassing(response.StatusCode))
            {
                return response;
            }

            response.Dispose();
            return null;
        }
        catch (Exception e) when (IsPassing(e, cancellation))
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static bool IsPassing(Exception e, CancellationToken cancellation) =>
        e is HttpRequestException or IOException and not OciException or TaskCanceledException && !cancellation.IsCancellationRequested;

    private async Task<HttpResponseMessage> SendOnceAsync(Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        for (var answered = false; ; answered = true)
        {
            using var request = create();
            request.Headers.Authorization = authentication.Header;
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return response;
            }

            var again = !answered && await authentication.AnswerAsync(response, cancellation).ConfigureAwait(false);
            response.Dispose();
            if (!again)
            {
                throw new OciException(
                    $"{Base} refuses access: set REGISTRY_USER and REGISTRY_PASSWORD, or log in with docker or podman (DOCKER_CONFIG).");
            }
        }
    }
}
