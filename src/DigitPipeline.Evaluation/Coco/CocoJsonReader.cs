using System.Globalization;
using System.Text.Json;

namespace DigitPipeline.Evaluation.Coco;

/// <summary>One element of a COCO file, with its place for error messages.</summary>
internal readonly struct CocoJsonReader(string file, JsonElement element, string place)
{
    public IEnumerable<CocoJsonReader> Items(string name) => new CocoJsonReader(file, Member(name), name).Items();

    public IEnumerable<CocoJsonReader> Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong($"{place} is {Kind(element)}, expected an array");
        }

        var (path, parent) = (file, place);
        return element.EnumerateArray().Select((item, i) =>
            new CocoJsonReader(path, item, string.Create(CultureInfo.InvariantCulture, $"{parent}[{i}]"))).ToArray();
    }

    public long Integer(string name)
    {
        var value = Member(name);
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt64(out var number))
            {
                return number;
            }

            // Some writers put 1.0 for 1.
            if (value.GetDouble() is var real && Math.Truncate(real) == real && Math.Abs(real) <= 1L << 53)
            {
                return (long)real;
            }
        }

        throw Wrong($"{place}.{name} is {Kind(value)}, expected an integer");
    }

    public double Number(string name) => Number(Member(name), name);

    public double NumberOr(string name, double otherwise) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? Number(value, name) : otherwise;

    public string Text(string name)
    {
        var value = Member(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"{place}.{name} is {Kind(value)}, expected a string");
    }

    public CocoBox Box()
    {
        var value = Member("bbox");
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 4)
        {
            throw Wrong($"{place}.bbox is {Kind(value)}, expected four numbers [x, y, width, height]");
        }

        return new CocoBox(Number(value[0], "bbox[0]"), Number(value[1], "bbox[1]"), Number(value[2], "bbox[2]"), Number(value[3], "bbox[3]"));
    }

    private static string Kind(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "...";
    }

    private double Number(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Wrong($"{place}.{name} is {Kind(value)}, expected a number");

    private JsonElement Member(string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"{place} is {Kind(element)}, expected an object with \"{name}\"");
        }

        return element.TryGetProperty(name, out var value) ? value : throw Wrong($"{place} has no \"{name}\"");
    }

    private Formats.FormatException Wrong(string problem) => Formats.FormatException.InFile(file, problem + ".");
}
