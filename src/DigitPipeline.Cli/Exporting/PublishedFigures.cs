using System.Text.Json.Nodes;
using DigitPipeline.Export.Publishing;

namespace DigitPipeline.Cli.Exporting;

/// <summary>What the latest published version reached.</summary>
internal static class PublishedFigures
{
    /// <summary>Its recognition rate as in metrics.json; null where nothing is published, or it was not measured.</summary>
    /// <param name="place">Registry or folder.</param>
    /// <param name="cancellation">Ends the question.</param>
    /// <exception cref="IOException">The place cannot be reached.</exception>
    public static JsonNode? Latest(string place, CancellationToken cancellation)
    {
        var (store, _) = ModelStores.Open(place);
        using (store)
        {
            var latest = store.ListAsync(cancellation).GetAwaiter().GetResult().FirstOrDefault(m => m.IsLatest);
            return latest?.RecognitionRate is { } rate ? new JsonObject { ["recognition_rate"] = new JsonObject { ["rate"] = rate } } : null;
        }
    }
}
