using System.Text.Json;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>Some of several words, in the order of the words.</summary>
internal sealed class WordListSetting(string name, string[] allowed, string description) : TextListSetting(name, description)
{
    public override string Expected => $"a list of {string.Join(", ", allowed)}";

    protected override bool IsItem(string text) => allowed.Contains(text, StringComparer.Ordinal);

    protected override string ExpectedInsteadOf(string found) => Expected + Suggestion.Clause(found, allowed);

    protected override IEnumerable<string> InOrder(IReadOnlySet<string> texts) => allowed.Where(texts.Contains);

    protected override void WriteItemType(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("enum");
        foreach (var word in allowed) schema.WriteStringValue(word);
        schema.WriteEndArray();
    }
}
