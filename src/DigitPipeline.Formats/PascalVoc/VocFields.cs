using System.Globalization;
using System.Text;
using System.Xml;

namespace DigitPipeline.Formats.PascalVoc;

/// <summary>An element that the reader stands on.</summary>
internal readonly record struct VocField(string Name, int Line, int Column, int Depth, bool Empty);

/// <summary>The elements of an annotation one after the other, and their values, with errors that name line and column.</summary>
internal sealed class VocFields(XmlReader xml, string file)
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The document's element, which must have this name.</summary>
    public VocField Root(string name)
    {
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != name)
        {
            throw Error(Here(), $"found <{xml.LocalName}>, expected <{name}>: not a Pascal VOC annotation");
        }

        return Here();
    }

    /// <summary>An attribute of the element that the reader stands on; null where it is absent.</summary>
    public string? Attribute(string name) => xml.GetAttribute(name);

    /// <summary>
    /// The elements directly inside of <paramref name="parent"/>. What the caller does not read of one is passed over by its
    /// depth, so unknown elements do no harm.
    /// </summary>
    public IEnumerable<VocField> Children(VocField parent)
    {
        while (!parent.Empty && xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.Depth == parent.Depth)
            {
                yield break;
            }

            if (xml.NodeType == XmlNodeType.Element && xml.Depth == parent.Depth + 1)
            {
                yield return Here();
            }
        }
    }

    /// <summary>The text of an element without the white space around it.</summary>
    public string Text(VocField field)
    {
        if (field.Empty)
        {
            return "";
        }

        string? only = null;
        StringBuilder? joined = null;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == field.Depth))
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                throw Error(Here(), $"found <{xml.LocalName}> inside of <{field.Name}>, expected text only");
            }

            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                joined = only is null ? null : (joined ?? new StringBuilder(only)).Append(xml.Value);
                only ??= xml.Value;
            }
        }

        return (joined?.ToString() ?? only ?? "").Trim();
    }

    /// <summary>A finite number, with or without a fraction.</summary>
    public double Number(VocField field)
    {
        var text = Text(field);
        return double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Error(field, $"<{field.Name}> is '{Short(text)}', expected a number");
    }

    /// <summary>A whole number; <c>12.0</c> is one.</summary>
    public int Whole(VocField field)
    {
        var value = Number(field);
        return value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw Error(field, FormattableString.Invariant($"<{field.Name}> is {value}, expected a whole number"));
    }

    /// <summary>0 or 1, also as false or true; empty is 0.</summary>
    public bool Flag(VocField field)
    {
        var text = Text(field);
        return text.ToLowerInvariant() switch
        {
            "" or "0" or "false" => false,
            "1" or "true" => true,
            _ => throw Error(field, $"<{field.Name}> is '{Short(text)}', expected 0 or 1"),
        };
    }

    /// <summary>Stores the value of a field that may stand only once.</summary>
    public void Once<T>(VocField field, ref T? place, T value)
    {
        if (place is not null)
        {
            throw Error(field, $"<{field.Name}> stands here a second time; remove one of the two");
        }

        place = value;
    }

    /// <inheritdoc cref="Once{T}(VocField, ref T, T)"/>
    public void Once<T>(VocField field, ref T? place, T value)
        where T : struct
    {
        if (place is not null)
        {
            throw Error(field, $"<{field.Name}> stands here a second time; remove one of the two");
        }

        place = value;
    }

    /// <summary>Reads what follows the document's element; the reader reports what may not be there.</summary>
    public void End()
    {
        while (xml.Read())
        {
        }
    }

    /// <summary>The error of a field that is not there.</summary>
    public FormatException Missing(VocField parent, string name) =>
        Error(parent, $"<{parent.Name}> has no <{name}>; add it, or annotate the picture again");

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";

    private VocField Here()
    {
        var info = (IXmlLineInfo)xml;
        return new VocField(xml.LocalName, Math.Max(1, info.LineNumber), Math.Max(1, info.LinePosition), xml.Depth, xml.IsEmptyElement);
    }

    private FormatException Error(VocField field, string problem) => FormatException.InText(file, field.Line, field.Column, problem);
}
