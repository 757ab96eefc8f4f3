using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Oci;

/// <summary>What a manifest says about a blob (OCI image specification, descriptor).</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Digest">Its digest, <c>sha256:...</c>.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record OciDescriptor(string MediaType, string Digest, long Size)
{
    /// <summary>Media type of an image manifest.</summary>
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>Media type of an index.</summary>
    public const string IndexType = "application/vnd.oci.image.index.v1+json";

    /// <summary>Annotation with a file's name.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>Annotations by name.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The type of an artifact that it describes; null where it has none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Describes bytes.</summary>
    public static OciDescriptor Of(string mediaType, ReadOnlySpan<byte> content) => new(mediaType, DigestOf(content), content.Length);

    /// <summary>The digest of bytes.</summary>
    public static string DigestOf(ReadOnlySpan<byte> content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Describes a file.</summary>
    public static OciDescriptor OfFile(string mediaType, string path)
    {
        using var file = File.OpenRead(path);
        return new OciDescriptor(mediaType, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
    }

    /// <summary>The descriptor as JSON.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["mediaType"] = MediaType, ["digest"] = Digest, ["size"] = Size };
        if (ArtifactType is not null)
        {
            json["artifactType"] = ArtifactType;
        }

        if (Annotations.Count > 0)
        {
            json["annotations"] = new JsonObject(Annotations.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value)));
        }

        return json;
    }

    /// <summary>Reads one.</summary>
    public static OciDescriptor FromJson(JsonNode json) => new(json["mediaType"]!.ToString(), json["digest"]!.ToString(), json["size"]!.GetValue<long>())
    {
        ArtifactType = json["artifactType"]?.ToString(),
        Annotations = json["annotations"]?.AsObject().ToDictionary(a => a.Key, a => a.Value!.ToString(), StringComparer.Ordinal)
            ?? new Dictionary<string, string>(StringComparer.Ordinal),
    };
}
