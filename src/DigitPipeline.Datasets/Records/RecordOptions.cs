using DigitPipeline.Formats.TFRecord;

namespace DigitPipeline.Datasets.Records;

/// <summary>How records are written.</summary>
public sealed record RecordOptions
{
    /// <summary>Most shards of a record file: all are written at the same time.</summary>
    public const int MostShards = 500;

    /// <summary>
    /// Files for each of train and test, from 1 to <see cref="MostShards"/>. Each holds a run of pictures, so that read one after the
    /// other they give the order of the single file.
    /// </summary>
    public int Shards { get; init; } = 1;

    /// <summary>Compression of the files; the original has none.</summary>
    public TFRecordCompression Compression { get; init; }

    /// <summary>Share of the pictures for evaluation where the data set has no test pictures (<see cref="Layout.TestSplit"/>).</summary>
    public double TestShare { get; init; } = .2;
}
