namespace DigitPipeline.Formats.TFRecord;

/// <summary>How the whole of a TFRecord file is compressed.</summary>
public enum TFRecordCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In the gzip format.</summary>
    Gzip,

    /// <summary>In the zlib format.</summary>
    Zlib,
}
