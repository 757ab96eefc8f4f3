using System.Text.Json;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Shows what a checkpoint holds.</summary>
public static class CheckpointInspection
{
    /// <summary>
    /// One JSON object: <c>{"tensors":[{"name","dtype","shape","shard","offset","size","crc32c","sha256"}]}</c> in byte order of the
    /// names. <c>crc32c</c> is the masked CRC of the stored bytes in eight hexadecimal digits, as the index holds it, and
    /// <c>sha256</c> their hash. A tensor that is stored in slices has no place, size and CRC of its own (all 0); it shows
    /// <c>"slices"</c> too, each a list of <c>[start, length]</c>, and the hash of the whole.
    /// </summary>
    /// <exception cref="FormatException">The checkpoint is damaged.</exception>
    public static string Json(string prefix)
    {
        var bundle = TensorBundleReader.Open(prefix);
        return JsonLine.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("tensors");
            foreach (var entry in bundle.Entries)
            {
                Tensor(json, entry, bundle);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Tensor(Utf8JsonWriter json, BundleEntry entry, TensorBundleReader bundle)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Name);
        json.WriteString("dtype", entry.Type.TensorFlowName());
        json.WriteNumbers("shape", entry.Shape);
        json.WriteNumber("shard", entry.Shard);
        json.WriteNumber("offset", entry.Offset);
        json.WriteNumber("size", entry.Size);
        json.WriteString("crc32c", FormattableString.Invariant($"{entry.MaskedCrc:x8}"));
        if (entry.Slices.Count > 0)
        {
            Slices(json, entry);
        }

        json.WriteString("sha256", JsonLine.Sha256(bundle.Read(entry.Name).Data.Span));
        json.WriteEndObject();
    }

    private static void Slices(Utf8JsonWriter json, BundleEntry entry)
    {
        json.WriteStartArray("slices");
        foreach (var slice in entry.Slices)
        {
            json.WriteStartArray();
            foreach (var (start, length) in SliceAssembly.Bounds(slice, entry.Shape) ?? [])
            {
                json.WriteStartArray();
                json.WriteNumberValue(start);
                json.WriteNumberValue(length);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
