using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Oci;

/// <summary>Reads a registry's answers.</summary>
internal static class OciAnswers
{
    private const int LongestShown = 300;

    /// <summary>Throws where a request failed, with what the registry says.</summary>
    /// <exception cref="OciException">It failed.</exception>
    public static async Task RequireAsync(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var body = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        var place = response.RequestMessage?.RequestUri?.Authority;
        throw new OciException($"{place}: {what} failed with status {(int)response.StatusCode}: {Message(body)}");
    }

    /// <summary>Where an upload goes on, which may be given relative to the registry.</summary>
    public static Uri Location(HttpResponseMessage response, Uri registry) =>
        new(registry, response.Headers.Location ?? throw new OciException($"{registry} gave no place to upload to"));

    /// <summary>The next page of a list; null after the last.</summary>
    public static Uri? Next(HttpResponseMessage response, Uri registry)
    {
        if (!response.Headers.TryGetValues("Link", out var links) || links.FirstOrDefault(l => l.Contains("rel=\"next\"", StringComparison.Ordinal)) is not { } link)
        {
            return null;
        }

        return new Uri(registry, link[(link.IndexOf('<') + 1)..link.IndexOf('>')]);
    }

    private static string Message(string body)
    {
        try
        {
            if (JsonNode.Parse(body)?["errors"]?[0] is { } error)
            {
                return $"{error["code"]}: {error["message"]}";
            }
        }
        catch (JsonException)
        {
            // A proxy's page, shown as it is.
        }

        return body.Length > LongestShown ? body[..LongestShown] : body;
    }
}
