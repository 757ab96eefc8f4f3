using System.Collections;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>
/// Prints any message in the canonical layout of protobuf 3.20's Python: fields by number, two spaces a level, <c>name {</c> without a
/// colon, maps sorted by key. What has presence and is set is printed, its default value included. Unknown fields are left out.
/// </summary>
/// <param name="keepUnicode">Whether strings keep all characters that need no escape (Python's <c>as_utf8</c>).</param>
/// <param name="types">The extensions and packed messages that are known; by default, those of the message's own file.</param>
public sealed class TextFormatPrinter(bool keepUnicode = false, KnownTypes? types = null)
{
    /// <summary>Prints a message; each line ends with a line feed, an empty message is the empty string.</summary>
    public static string Print(IMessage message) => new TextFormatPrinter().ToText(message);

    /// <summary>Prints a message; each line ends with a line feed, an empty message is the empty string.</summary>
    public string ToText(IMessage message)
    {
        var text = new StringBuilder();
        Print(message, types ?? KnownTypes.Of(message.Descriptor), text, string.Empty);
        return text.ToString();
    }

    private void Print(IMessage message, KnownTypes known, StringBuilder text, string indent)
    {
        if (message is Any any && known.FindMessage(Any.GetTypeName(any.TypeUrl)) is { } type)
        {
            var packed = MessageMerger.Create(type);
            packed.MergeFrom(any.Value);
            PrintBody($"[{any.TypeUrl}]", packed, known, text, indent);
            return;
        }

        foreach (var field in SetFields(message, known))
        {
            var value = field.Accessor.GetValue(message);
            if (field.IsMap)
            {
                PrintMap(field, (IDictionary)value, known, text, indent);
            }
            else if (field.IsRepeated)
            {
                foreach (var element in (IList)value)
                {
                    PrintField(field, element!, known, text, indent);
                }
            }
            else
            {
                PrintField(field, value, known, text, indent);
            }
        }
    }

    private static IEnumerable<FieldDescriptor> SetFields(IMessage message, KnownTypes known) =>
        message.Descriptor.Fields.InFieldNumberOrder()
            .Concat(known.ExtensionsOf(message.Descriptor))
            .OrderBy(field => field.FieldNumber)
            .Where(field => IsSet(field, message));

    private static bool IsSet(FieldDescriptor field, IMessage message)
    {
        if (field.IsRepeated && field.IsExtension)
        {
            return RepeatedExtensionCount.Of(field, message) > 0;
        }

        if (field.IsRepeated)
        {
            return ((ICollection)field.Accessor.GetValue(message)).Count > 0;
        }

        return field.HasPresence ? field.Accessor.HasValue(message) : !IsZero(field.Accessor.GetValue(message));
    }

    private static bool IsZero(object value) => value switch
    {
        string text => text.Length == 0,
        ByteString bytes => bytes.IsEmpty,
        double number => BitConverter.DoubleToInt64Bits(number) == 0,
        float number => BitConverter.SingleToInt32Bits(number) == 0,
        _ => value.Equals(Activator.CreateInstance(value.GetType())),
    };

    private void PrintMap(FieldDescriptor field, IDictionary map, KnownTypes known, StringBuilder text, string indent)
    {
        var keyField = field.MessageType.FindFieldByNumber(1);
        var valueField = field.MessageType.FindFieldByNumber(2);
        foreach (var key in map.Keys.Cast<object>().Order(new MapKeyOrder()))
        {
            text.Append(indent).Append(FieldNames.NameOf(field)).Append(" {\n");
            PrintField(keyField, key, known, text, indent + "  ");
            PrintField(valueField, map[key]!, known, text, indent + "  ");
            text.Append(indent).Append("}\n");
        }
    }

    private void PrintField(FieldDescriptor field, object value, KnownTypes known, StringBuilder text, string indent)
    {
        var name = FieldNames.NameOf(field);
        if (value is IMessage message)
        {
            PrintBody(name, message, known, text, indent);
        }
        else
        {
            text.Append(indent).Append(name).Append(": ").Append(ScalarText.Of(field, value, keepUnicode)).Append('\n');
        }
    }

    private void PrintBody(string name, IMessage message, KnownTypes known, StringBuilder text, string indent)
    {
        text.Append(indent).Append(name).Append(" {\n");
        Print(message, known, text, indent + "  ");
        text.Append(indent).Append("}\n");
    }
}
