using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DigitPipeline.Export.Oci;

/// <summary>Answers a registry's challenge: HTTP basic, or a token from the server that the challenge names.</summary>
internal sealed partial class OciAuthentication(HttpClient http, OciReference place, OciCredentials? credentials)
{
    /// <summary>What to send with each request; null before the first challenge.</summary>
    public AuthenticationHeaderValue? Header { get; private set; }

    /// <summary>Answers the challenge of a refused request.</summary>
    /// <returns>Whether there is something new to try.</returns>
    public async Task<bool> AnswerAsync(HttpResponseMessage refused, CancellationToken cancellation)
    {
        var challenge = refused.Headers.WwwAuthenticate.FirstOrDefault(c => c.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            ?? refused.Headers.WwwAuthenticate.FirstOrDefault();
        if (challenge is null)
        {
            return false;
        }

        if (challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            var answer = credentials is null ? null : new AuthenticationHeaderValue("Basic", credentials.Basic);
            var isNew = answer is not null && Header?.Parameter != answer.Parameter;
            Header = answer ?? Header;
            return isNew;
        }

        var parameters = Parameter().Matches(challenge.Parameter ?? "").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.OrdinalIgnoreCase);
        if (!parameters.TryGetValue("realm", out var realm))
        {
            return false;
        }

        var scope = parameters.GetValueOrDefault("scope", $"repository:{place.Repository}:pull,push");
        var url = $"{realm}{(realm.Contains('?') ? '&' : '?')}service={Uri.EscapeDataString(parameters.GetValueOrDefault("service", ""))}&scope={Uri.EscapeDataString(scope)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = credentials is null ? null : new AuthenticationHeaderValue("Basic", credentials.Basic);
        using var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return false;
        }

        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
        var token = json?["token"]?.ToString() ?? json?["access_token"]?.ToString();
        var changed = token is not null && token != Header?.Parameter;
        Header = token is null ? Header : new AuthenticationHeaderValue("Bearer", token);
        return changed;
    }

    [GeneratedRegex("""(\w+)="([^"]*)""")]
    private static partial Regex Parameter();
}
