using System.Globalization;
using System.Text.RegularExpressions;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Export.SavedModel.Operators;

/// <summary>Reads a line of <c>operators.txt</c>, whose notation stands at its top.</summary>
internal static partial class OperatorLine
{
    /// <summary>The interface that a line describes.</summary>
    public static OpDef Parse(string line)
    {
        var parts = line.Split(" | ");
        var heading = Heading().Match(parts[0]);
        var definition = new OpDef { Name = heading.Groups["name"].Value };
        foreach (var part in parts.Skip(1))
        {
            switch (part)
            {
                case "stateful":
                    definition.IsStateful = true;
                    break;
                case "commutative":
                    definition.IsCommutative = true;
                    break;
                case "aggregate":
                    definition.IsAggregate = true;
                    break;
                default:
                    definition.Attr.Add(Attribute(part));
                    break;
            }
        }

        definition.InputArg.AddRange(Arguments(heading.Groups["in"].Value, definition));
        definition.OutputArg.AddRange(Arguments(heading.Groups["out"].Value, definition));
        return definition;
    }

    private static IEnumerable<OpDef.Types.ArgDef> Arguments(string text, OpDef definition)
    {
        foreach (var argument in text.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, type) = (argument[..argument.IndexOf(':')], argument[(argument.IndexOf(':') + 1)..]);
            var result = new OpDef.Types.ArgDef { Name = name };
            if (type.IndexOf('*') is var star and > 0)
            {
                (result.NumberAttr, type) = (type[..star], type[(star + 1)..]);
            }

            var attribute = definition.Attr.FirstOrDefault(a => a.Name == type);
            if (attribute is null)
            {
                result.Type = Type(type);
            }
            else if (attribute.Type == "list(type)")
            {
                result.TypeListAttr = type;
            }
            else
            {
                result.TypeAttr = type;
            }

            yield return result;
        }
    }

    private static OpDef.Types.AttrDef Attribute(string text)
    {
        var match = AttributeText().Match(text);
        var type = match.Groups["type"].Value;
        var attribute = new OpDef.Types.AttrDef { Name = match.Groups["name"].Value, Type = type };
        if (match.Groups["minimum"] is { Success: true } minimum)
        {
            (attribute.HasMinimum, attribute.Minimum) = (true, long.Parse(minimum.Value, CultureInfo.InvariantCulture));
        }

        if (match.Groups["allowed"] is { Success: true } allowed)
        {
            attribute.AllowedValues = Value(type is "type" or "list(type)" ? "list(type)" : "list(string)", allowed.Value);
        }

        if (match.Groups["default"] is { Success: true } standard)
        {
            attribute.DefaultValue = Value(type, standard.Value);
        }

        return attribute;
    }

    private static AttrValue Value(string type, string text)
    {
        var list = new AttrValue.Types.ListValue();
        var items = text.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries);
        switch (type)
        {
            case "type":
                return new AttrValue { Type = Type(text) };
            case "int":
                return new AttrValue { I = long.Parse(text, CultureInfo.InvariantCulture) };
            case "float":
                return new AttrValue { F = float.Parse(text, CultureInfo.InvariantCulture) };
            case "bool":
                return new AttrValue { B = text == "true" };
            case "string":
                return new AttrValue { S = ByteString.CopyFromUtf8(text.Trim('"')) };
            case "shape":
                return new AttrValue { Shape = new TensorShapeProto { UnknownRank = true } };
            case "list(type)":
                list.Type.AddRange(items.Select(Type));
                break;
            case "list(int)":
                list.I.AddRange(items.Select(item => long.Parse(item, CultureInfo.InvariantCulture)));
                break;
            case "list(string)":
                list.S.AddRange(items.Select(item => ByteString.CopyFromUtf8(item.Trim('"'))));
                break;
            default:
                break;
        }

        return new AttrValue { List = list };
    }

    private static DataType Type(string name) => Enum.Parse<DataType>("Dt" + name, ignoreCase: true);

    [GeneratedRegex(@"^(?<name>\w+)\((?<in>[^)]*)\) -> \((?<out>[^)]*)\)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<name>\w+):(?<type>list\(\w+\)|\w+)(>=(?<minimum>\d+))?( in (?<allowed>\[[^]]*\]))?( = (?<default>.*))?$")]
    private static partial Regex AttributeText();
}
