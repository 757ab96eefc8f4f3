using System.Globalization;
using System.Text;

namespace DigitPipeline.Formats.PascalVoc;

/// <summary>LabelImg's layout. It has no XML declaration, and <c>&gt;</c> is escaped as lxml does.</summary>
internal static class VocWriter
{
    public static byte[] ToBytes(VocAnnotation annotation)
    {
        var text = new StringBuilder();
        text.Append(annotation.Verified ? "<annotation verified=\"yes\">\n" : "<annotation>\n");
        Field(text, 1, "folder", annotation.Folder);
        Field(text, 1, "filename", annotation.FileName);
        Field(text, 1, "path", annotation.Path);
        text.Append("\t<source>\n");
        Field(text, 2, "database", annotation.Database);
        text.Append("\t</source>\n\t<size>\n");
        Field(text, 2, "width", Number(annotation.Width));
        Field(text, 2, "height", Number(annotation.Height));
        Field(text, 2, "depth", Number(annotation.Depth));
        text.Append("\t</size>\n");
        Field(text, 1, "segmented", Flag(annotation.Segmented));
        foreach (var item in annotation.Objects)
        {
            Object(text, item);
        }

        return Encoding.UTF8.GetBytes(text.Append("</annotation>\n").ToString());
    }

    private static void Object(StringBuilder text, VocObject item)
    {
        text.Append("\t<object>\n");
        Field(text, 2, "name", item.Name);
        Field(text, 2, "pose", item.Pose);
        Field(text, 2, "truncated", Flag(item.Truncated));
        Field(text, 2, "difficult", Flag(item.Difficult));
        text.Append("\t\t<bndbox>\n");
        Field(text, 3, "xmin", Number(item.XMin));
        Field(text, 3, "ymin", Number(item.YMin));
        Field(text, 3, "xmax", Number(item.XMax));
        Field(text, 3, "ymax", Number(item.YMax));
        text.Append("\t\t</bndbox>\n\t</object>\n");
    }

    private static void Field(StringBuilder text, int depth, string name, string value) =>
        text.Append('\t', depth).Append('<').Append(name).Append('>').Append(Escape(value, name)).Append("</").Append(name).Append(">\n");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Flag(bool value) => value ? "1" : "0";

    private static string Escape(string value, string name)
    {
        if (!value.IsXmlText())
        {
            throw new ArgumentException($"<{name}> holds a character that XML cannot hold");
        }

        return value.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\r", "&#13;", StringComparison.Ordinal);
    }

    private static bool IsXmlText(this string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (!System.Xml.XmlConvert.IsXmlChar(value[i]))
            {
                return false;
            }
        }

        return true;
    }
}
