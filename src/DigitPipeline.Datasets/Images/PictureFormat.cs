namespace DigitPipeline.Datasets.Images;

/// <summary>The picture formats that are read, told apart by their first bytes and never by the file's name.</summary>
public enum PictureFormat
{
    /// <summary>JPEG, baseline or progressive.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>GIF; its first frame.</summary>
    Gif,

    /// <summary>WebP, which the Object Detection API cannot read.</summary>
    Webp,
}
