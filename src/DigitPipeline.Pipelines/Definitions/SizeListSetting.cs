using System.Text.Json;
using DigitPipeline.Pipelines.Sections;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>
/// Sizes of the training pictures, each until a part of the training is done; its value is an array of <see cref="TrainingSize"/>.
/// </summary>
internal sealed class SizeListSetting(string name, string description) : SettingDefinition(name, Array.Empty<TrainingSize>(), description)
{
    private static readonly SectionDefinition Item = new("size", "One size.",
    [
        new NumberSetting("until", null, 0, 1, "Part of the steps after which the size ends."),
        new WholeNumberSetting("height", null, 32, 4096, "Height in pixels."),
        new WholeNumberSetting("width", null, 32, 4096, "Width in pixels."),
    ]);

    public override string Expected => "a list such as [{ until: .5, height: 128, width: 128 }]";

    internal override object Read(YamlNode node, string path)
    {
        if (node.IsNothing) return Default!;
        if (node is not YamlSequence list) throw node.Expected(path, Expected);
        var sizes = new List<TrainingSize>();
        foreach (var item in list.Items)
        {
            var values = SectionReader.Read(item, Item, path, []);
            var size = new TrainingSize((double)values["until"], (int)(long)values["height"], (int)(long)values["width"]);
            var last = sizes.Count == 0 ? 0 : sizes[^1].Until;
            if (size.Until <= last)
                throw item.Place.Problem(FormattableString.Invariant(
                    $"{path}: found until {size.Until}, expected more than {last}: sizes follow one another"));
            sizes.Add(size);
        }

        return sizes.ToArray();
    }

    internal override void WriteValue(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var size in (TrainingSize[])value)
        {
            json.WriteStartObject();
            json.WriteNumber("height", size.Height);
            json.WriteNumber("until", size.Until);
            json.WriteNumber("width", size.Width);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal override void WriteType(Utf8JsonWriter schema)
    {
        SchemaType.WriteOrNothing(schema, "array");
        schema.WriteStartObject("items");
        schema.WriteString("type", "object");
        Item.WriteContent(schema);
        schema.WriteEndObject();
    }
}
