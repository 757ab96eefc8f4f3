using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Bundle;

/// <summary>JSON of a bundle: two spaces a level, line feeds, text as it is read; the same everywhere.</summary>
internal static class BundleJson
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(JsonNode node) => node.ToJsonString(Layout) + "\n";

    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>An in-toto resource: a name and a SHA-256.</summary>
    public static JsonObject Resource(string name, string sha256) => new() { ["name"] = name, ["digest"] = new JsonObject { ["sha256"] = sha256 } };
}
