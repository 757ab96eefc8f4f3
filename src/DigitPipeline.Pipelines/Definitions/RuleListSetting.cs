using System.Text.Json;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A list of rule ids such as <c>BOX002</c>, in ordinal order.</summary>
internal sealed class RuleListSetting(string name, string description) : TextListSetting(name, description)
{
    public override string Expected => "a list of rule ids such as [BOX002]";

    protected override bool IsItem(string text)
    {
        var digits = text.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return digits.Length > 0 && digits.Length < text.Length && !digits.ContainsAnyExceptInRange('0', '9');
    }

    protected override string ExpectedInsteadOf(string found) => "the id of a rule, such as BOX002";

    protected override IEnumerable<string> InOrder(IReadOnlySet<string> texts) => texts.Order(StringComparer.Ordinal);

    protected override void WriteItemType(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "string");
        schema.WriteString("pattern", "^[A-Z]+[0-9]+$");
    }
}
