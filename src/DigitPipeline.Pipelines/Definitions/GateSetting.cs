using System.Text.Json;
using DigitPipeline.Pipelines.Sections;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>The criteria of the quality gate; its value is a <see cref="GateCriteria"/>.</summary>
internal sealed class GateSetting(string name, string description) : SettingDefinition(name, Nothing, description)
{
    private const double Off = -1;

    private static readonly GateCriteria Nothing = new(null, null, null, null);

    private static readonly SectionDefinition Criteria = new("gate", "What a detector must reach.",
    [
        new NumberSetting("recognition_rate", Off, 0, 1, "Least recognition rate."),
        new NumberSetting("mAP", Off, 0, 1, "Least mAP."),
        new NumberSetting("no_class_below", Off, 0, 1, "Least recognition rate of each class."),
        new NumberSetting("not_worse_than_published", Off, 0, 1, "Most that the recognition rate may be below that of the latest published version."),
    ]);

    public override string Expected => "criteria such as { recognition_rate: 0.95, mAP: 0.6, no_class_below: 0.8, not_worse_than_published: 0.01 }";

    internal override object Read(YamlNode node, string path)
    {
        if (node.IsNothing) return Nothing;
        if (node is not YamlMapping) throw node.Expected(path, Expected);
        var values = SectionReader.Read(node, Criteria, path, []);
        double? Of(string criterion) => (double)values[criterion] is var value && value == Off ? null : value;
        return new GateCriteria(Of("recognition_rate"), Of("mAP"), Of("no_class_below"), Of("not_worse_than_published"));
    }

    internal override void WriteValue(Utf8JsonWriter json, object value)
    {
        var gate = (GateCriteria)value;
        json.WriteStartObject();
        (string Name, double? Value)[] criteria =
        [
            ("mAP", gate.MeanAveragePrecision), ("no_class_below", gate.NoClassBelow), ("not_worse_than_published", gate.NotWorseThanPublished),
            ("recognition_rate", gate.RecognitionRate),
        ];
        foreach (var (criterion, least) in criteria)
            if (least is { } number) json.WriteNumber(criterion, number);
        json.WriteEndObject();
    }

    internal override void WriteType(Utf8JsonWriter schema)
    {
        SchemaType.WriteOrNothing(schema, "object");
        schema.WriteBoolean("additionalProperties", false);
        schema.WriteStartObject("properties");
        foreach (var criterion in Criteria.Settings)
        {
            schema.WriteStartObject(criterion.Name);
            schema.WriteString("description", criterion.Description);
            criterion.WriteType(schema);
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
    }
}
