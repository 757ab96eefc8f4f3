using System.Xml;

namespace DigitPipeline.Formats.PascalVoc;

/// <summary>Reads an annotation in one pass, without a tree: memory stays near the size of the file.</summary>
internal static class VocReader
{
    private const long LargestDocument = 64 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LargestDocument,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a document; every error of the XML reader comes out with its place.</summary>
    public static VocAnnotation Read(byte[] bytes, string file)
    {
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(bytes, writable: false), Settings);
            return Annotation(new VocFields(xml, file));
        }
        catch (XmlException exception) when (exception.LineNumber == 0 && bytes.AsSpan().IndexOf(DocumentType) is >= 0 and var start)
        {
            // The reader refuses a document type without saying where it stands.
            var before = bytes.AsSpan(0, start);
            throw FormatException.InText(
                file,
                before.Count((byte)'\n') + 1,
                start - before.LastIndexOf((byte)'\n'),
                "a document type definition (<!DOCTYPE ...>) is not allowed in an annotation; remove it",
                exception);
        }
        catch (XmlException exception)
        {
            throw FormatException.InText(
                file,
                Math.Max(1, exception.LineNumber),
                Math.Max(1, exception.LinePosition),
                $"not well-formed XML: {exception.Message}",
                exception);
        }
    }

    private static ReadOnlySpan<byte> DocumentType => "<!DOCTYPE"u8;

    private static VocAnnotation Annotation(VocFields fields)
    {
        var root = fields.Root("annotation");
        var verified = fields.Attribute("verified");
        string? name = null, folder = null, path = null, database = null;
        bool? segmented = null;
        (int Width, int Height, int Depth)? size = null;
        var objects = new List<VocObject>();
        foreach (var field in fields.Children(root))
        {
            switch (field.Name)
            {
                case "filename": fields.Once(field, ref name, fields.Text(field)); break;
                case "folder": fields.Once(field, ref folder, fields.Text(field)); break;
                case "path": fields.Once(field, ref path, fields.Text(field)); break;
                case "source": Source(fields, field, ref database); break;
                case "segmented": fields.Once(field, ref segmented, fields.Flag(field)); break;
                case "size": fields.Once(field, ref size, Size(fields, field)); break;
                case "object": objects.Add(Object(fields, field)); break;
            }
        }

        fields.End();
        var (width, height, depth) = size ?? throw fields.Missing(root, "size");
        return new VocAnnotation
        {
            FileName = name ?? throw fields.Missing(root, "filename"),
            Folder = folder ?? "",
            Path = path ?? "",
            Database = database ?? "Unknown",
            Width = width,
            Height = height,
            Depth = depth,
            Segmented = segmented ?? false,
            Verified = verified == "yes",
            Objects = objects,
        };
    }

    private static void Source(VocFields fields, VocField source, ref string? database)
    {
        foreach (var field in fields.Children(source))
        {
            if (field.Name == "database")
            {
                fields.Once(field, ref database, fields.Text(field));
            }
        }
    }

    private static (int Width, int Height, int Depth) Size(VocFields fields, VocField size)
    {
        int? width = null, height = null, depth = null;
        foreach (var field in fields.Children(size))
        {
            switch (field.Name)
            {
                case "width": fields.Once(field, ref width, fields.Whole(field)); break;
                case "height": fields.Once(field, ref height, fields.Whole(field)); break;
                case "depth": fields.Once(field, ref depth, fields.Whole(field)); break;
            }
        }

        return (width ?? throw fields.Missing(size, "width"), height ?? throw fields.Missing(size, "height"), depth ?? 3);
    }

    private static VocObject Object(VocFields fields, VocField element)
    {
        string? name = null, pose = null;
        bool? truncated = null, difficult = null;
        (double XMin, double YMin, double XMax, double YMax)? box = null;
        foreach (var field in fields.Children(element))
        {
            switch (field.Name)
            {
                case "name": fields.Once(field, ref name, fields.Text(field)); break;
                case "pose": fields.Once(field, ref pose, fields.Text(field)); break;
                case "truncated": fields.Once(field, ref truncated, fields.Flag(field)); break;
                case "difficult": fields.Once(field, ref difficult, fields.Flag(field)); break;
                case "bndbox": fields.Once(field, ref box, Box(fields, field)); break;
            }
        }

        var (xmin, ymin, xmax, ymax) = box ?? throw fields.Missing(element, "bndbox");
        return new VocObject(
            name ?? throw fields.Missing(element, "name"),
            xmin, ymin, xmax, ymax, difficult ?? false, truncated ?? false, pose ?? "Unspecified", element.Line);
    }

    private static (double XMin, double YMin, double XMax, double YMax) Box(VocFields fields, VocField box)
    {
        double? xmin = null, ymin = null, xmax = null, ymax = null;
        foreach (var field in fields.Children(box))
        {
            switch (field.Name)
            {
                case "xmin": fields.Once(field, ref xmin, fields.Number(field)); break;
                case "ymin": fields.Once(field, ref ymin, fields.Number(field)); break;
                case "xmax": fields.Once(field, ref xmax, fields.Number(field)); break;
                case "ymax": fields.Once(field, ref ymax, fields.Number(field)); break;
            }
        }

        return (
            xmin ?? throw fields.Missing(box, "xmin"),
            ymin ?? throw fields.Missing(box, "ymin"),
            xmax ?? throw fields.Missing(box, "xmax"),
            ymax ?? throw fields.Missing(box, "ymax"));
    }
}
