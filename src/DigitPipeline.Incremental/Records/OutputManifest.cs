using System.Text.Json;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;

namespace DigitPipeline.Incremental.Records;

/// <summary>The outputs that a stage made under a key. Its JSON carries a digest of itself, so that a damaged one is no manifest.</summary>
/// <param name="Stage">Short name of the stage.</param>
/// <param name="Key">The key.</param>
/// <param name="Files">The outputs in ordinal order of their names.</param>
public sealed record OutputManifest(string Stage, string Key, IReadOnlyList<FileContent> Files)
{
    /// <summary>Whether key and digests are digests, and all names stay below the folder that they are put into.</summary>
    internal bool IsSound => FileDigest.IsDigest(Key)
        && Files.All(file => FileDigest.IsDigest(file.Digest) && file.Size >= 0) && OutputName.AreFiles([.. Files.Select(file => file.Name)]);

    /// <summary>The manifest as readable JSON.</summary>
    public byte[] ToJson() => CanonicalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("digest", FileDigest.OfBytes(CanonicalJson.Write(Write)));
        writer.WritePropertyName("manifest");
        Write(writer);
        writer.WriteEndObject();
    }, readable: true);

    /// <summary>Reads a manifest; null when there is none or it is damaged.</summary>
    public static OutputManifest? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var body = document.RootElement.GetProperty("manifest");
            if (document.RootElement.GetProperty("digest").GetString() != FileDigest.OfBytes(CanonicalJson.Write(body))) return null;
            var files = body.GetProperty("outputs").EnumerateObject().Select(Content).ToList();
            var manifest = new OutputManifest(body.GetProperty("stage").GetString()!, body.GetProperty("key").GetString()!, files);
            return manifest.IsSound ? manifest : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("key", Key);
        writer.WriteStartObject("outputs");
        foreach (var file in Files)
        {
            writer.WriteStartObject(file.Name);
            writer.WriteString("digest", file.Digest);
            writer.WriteBoolean("executable", file.Executable);
            writer.WriteNumber("size", file.Size);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteString("stage", Stage);
        writer.WriteEndObject();
    }

    private static FileContent Content(JsonProperty file) => new(file.Name, file.Value.GetProperty("digest").GetString()!,
        file.Value.GetProperty("size").GetInt64(), file.Value.GetProperty("executable").GetBoolean());
}
