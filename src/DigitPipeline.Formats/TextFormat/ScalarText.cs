using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>Scalar values as they are printed.</summary>
internal static class ScalarText
{
    /// <summary>The text of a value as reflection gives it.</summary>
    public static string Of(FieldDescriptor field, object value, bool keepUnicode) => field.FieldType switch
    {
        FieldType.Enum => OfEnum(field.EnumType, value),
        FieldType.Bool => (bool)value ? "true" : "false",
        FieldType.Float => FloatText.Of((float)value),
        FieldType.Double => FloatText.Of((double)value),
        FieldType.Bytes => $"\"{StringText.Escape(((ByteString)value).Span)}\"",
        FieldType.String => $"\"{(keepUnicode ? StringText.EscapeKeepingUnicode((string)value) : StringText.Escape((string)value))}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string OfEnum(EnumDescriptor type, object value)
    {
        var number = Convert.ToInt32(value, CultureInfo.InvariantCulture);
        return type.FindValueByNumber(number)?.Name ?? number.ToString(CultureInfo.InvariantCulture);
    }
}
