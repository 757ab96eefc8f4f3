using System.Text.Json;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Keys;

/// <summary>
/// The identity of a stage's outputs: SHA-256 over the canonical JSON of everything that they depend on. The JSON has the members
/// <c>environment</c>, <c>inputs</c> (input to relative name to digest), <c>parameters</c>, <c>schema</c>, <c>stage</c> and <c>tools</c>.
/// </summary>
public sealed class StageKey
{
    private const int Schema = 1;

    private StageKey(byte[] canonical)
    {
        Canonical = canonical;
        Digest = FileDigest.OfBytes(canonical);
    }

    /// <summary>The key: 64 hexadecimal digits.</summary>
    public string Digest { get; }

    /// <summary>The canonical JSON that the key is the digest of.</summary>
    internal byte[] Canonical { get; }

    /// <summary>The key of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="inputs">The content of each of its inputs, in the stage's order.</param>
    public static StageKey Of(Stage stage, IReadOnlyList<IReadOnlyList<FileContent>> inputs) => new(CanonicalJson.Write(writer =>
    {
        writer.WriteStartObject();
        Write(writer, "environment", stage.Environment);
        writer.WriteStartObject("inputs");
        foreach (var (input, files) in stage.Inputs.Zip(inputs).OrderBy(pair => pair.First.Name, StringComparer.Ordinal))
        {
            writer.WriteStartObject(input.Name);
            foreach (var file in files) writer.WriteString(file.Name, file.KeyText);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WritePropertyName("parameters");
        using (var parameters = JsonDocument.Parse(stage.Parameters)) CanonicalJson.Write(writer, parameters.RootElement);
        writer.WriteNumber("schema", Schema);
        writer.WriteString("stage", stage.Name);
        Write(writer, "tools", stage.Tools);
        writer.WriteEndObject();
    }));

    /// <summary>The key that a file written from <see cref="Readable"/> holds; null when there is none or it is damaged.</summary>
    public static StageKey? Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new StageKey(CanonicalJson.Write(document.RootElement));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The JSON for people, one member a line.</summary>
    public byte[] Readable()
    {
        using var document = Document();
        return [.. CanonicalJson.WriteReadable(document.RootElement), (byte)'\n'];
    }

    internal JsonDocument Document() => JsonDocument.Parse(Canonical);

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> values)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteString(key, value);
        writer.WriteEndObject();
    }
}
