namespace DigitPipeline.Formats.PascalVoc;

/// <summary>The annotation of one picture in Pascal VOC's XML, as LabelImg writes it.</summary>
public sealed record VocAnnotation
{
    /// <summary>Name of the picture without folders.</summary>
    public required string FileName { get; init; }

    /// <summary>Name of the picture's folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Where the picture lay on the annotator's machine; not a place to look for it.</summary>
    public string Path { get; init; } = "";

    /// <summary>Name of the database that the picture comes from.</summary>
    public string Database { get; init; } = "Unknown";

    /// <summary>Width of the picture in pixels, as the file says.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the picture in pixels, as the file says.</summary>
    public required int Height { get; init; }

    /// <summary>Channels of the picture, as the file says.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>True where the picture has a segmentation too.</summary>
    public bool Segmented { get; init; }

    /// <summary>LabelImg's mark that a person has checked the annotation.</summary>
    public bool Verified { get; init; }

    /// <summary>The objects in the file's order.</summary>
    public required IReadOnlyList<VocObject> Objects { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">
    /// Not well-formed XML, a document type definition, or a missing, doubled or unreadable field, with line and column.
    /// </exception>
    /// <exception cref="IOException">The file is missing or unreadable.</exception>
    public static VocAnnotation Read(string path) => Parse(File.ReadAllBytes(path), path);

    /// <summary>Reads the bytes of a file; <paramref name="name"/> is its name in errors.</summary>
    /// <exception cref="FormatException">As <see cref="Read"/>.</exception>
    public static VocAnnotation Parse(byte[] bytes, string name) => VocReader.Read(bytes, name);

    /// <summary>Writes the file in LabelImg's layout: UTF-8 without a mark, tabs, one field a line.</summary>
    public void Write(string path) => WholeFile.Write(path, ToBytes());

    /// <summary>The bytes that <see cref="Write"/> writes.</summary>
    public byte[] ToBytes() => VocWriter.ToBytes(this);
}
