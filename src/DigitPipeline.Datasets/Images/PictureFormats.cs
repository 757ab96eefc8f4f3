namespace DigitPipeline.Datasets.Images;

/// <summary>What goes with a picture format: first bytes, file name endings, names.</summary>
public static class PictureFormats
{
    /// <summary>Endings of the file names that a data set's pictures have, in lower case and with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp"];

    /// <summary>The format that these first bytes announce, or null.</summary>
    public static PictureFormat? Detect(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xff, 0xd8, 0xff, ..] => PictureFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => PictureFormat.Png,
        [(byte)'B', (byte)'M', ..] => PictureFormat.Bmp,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => PictureFormat.Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PictureFormat.Webp,
        _ => null,
    };

    /// <summary>The format that a file's name announces, or null where its ending is none of a picture.</summary>
    public static PictureFormat? OfName(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => PictureFormat.Jpeg,
        ".png" => PictureFormat.Png,
        ".bmp" => PictureFormat.Bmp,
        ".gif" => PictureFormat.Gif,
        ".webp" => PictureFormat.Webp,
        _ => null,
    };

    /// <summary>The format's name in a record's <c>image/format</c>, which is also the usual ending of its files.</summary>
    public static string RecordName(this PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "jpg",
        PictureFormat.Png => "png",
        PictureFormat.Bmp => "bmp",
        PictureFormat.Gif => "gif",
        _ => "webp",
    };

    /// <summary>The format's name in sentences.</summary>
    public static string Shown(this PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "JPEG",
        PictureFormat.Png => "PNG",
        PictureFormat.Bmp => "BMP",
        PictureFormat.Gif => "GIF",
        _ => "WebP",
    };
}
