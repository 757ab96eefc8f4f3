using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Signing;

/// <summary>Signed envelopes: DSSE, version 1.</summary>
public static class Dsse
{
    /// <summary>Wraps and signs a payload.</summary>
    public static string Seal(byte[] payload, string payloadType, EcdsaKey key) => new JsonObject
    {
        ["payloadType"] = payloadType,
        ["payload"] = Convert.ToBase64String(payload),
        ["signatures"] = new JsonArray(new JsonObject { ["keyid"] = "", ["sig"] = Convert.ToBase64String(key.Sign(Encode(payload, payloadType))) }),
    }.ToJsonString() + "\n";

    /// <summary>The payload of an envelope that the key signed.</summary>
    /// <exception cref="FormatException">It is no envelope, or no signature in it is the key's.</exception>
    public static byte[] Open(string envelope, string file, EcdsaKey key)
    {
        try
        {
            var json = JsonNode.Parse(envelope)!;
            var payload = Convert.FromBase64String(json["payload"]!.ToString());
            var signed = Encode(payload, json["payloadType"]!.ToString());
            return json["signatures"]!.AsArray().Any(s => key.Verify(signed, Convert.FromBase64String(s!["sig"]!.ToString())))
                ? payload
                : throw FormatException.InFile(file, "no signature in it is of this key: it was changed, or somebody else signed it");
        }
        catch (Exception e) when (e is JsonException or System.FormatException or NullReferenceException or InvalidOperationException)
        {
            throw FormatException.InFile(file, "no DSSE envelope", e);
        }
    }

    private static byte[] Encode(byte[] payload, string type)
    {
        var head = Encoding.UTF8.GetBytes(FormattableString.Invariant($"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} "));
        return [.. head, .. payload];
    }
}
