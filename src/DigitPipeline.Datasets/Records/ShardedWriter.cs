using DigitPipeline.Formats.TFRecord;

namespace DigitPipeline.Datasets.Records;

/// <summary>A record file in one or more shards that all appear together, once everything is written.</summary>
internal sealed class ShardedWriter : IDisposable
{
    private readonly List<TFRecordWriter> shards = [];
    private readonly int expected;
    private int written;

    /// <summary>Starts the files.</summary>
    /// <param name="path">The path without a shard's number.</param>
    /// <param name="options">Shards and compression.</param>
    /// <param name="expected">Number of records that will be written.</param>
    public ShardedWriter(string path, RecordOptions options, int expected)
    {
        this.expected = expected;
        var paths = options.Shards == 1
            ? [path]
            : Enumerable.Range(0, options.Shards).Select(shard => ShardedPath.Shard(path, shard, options.Shards)).ToList();
        Files = [.. paths.Select(file => Path.GetFileName(file))];
        try
        {
            paths.ForEach(file => shards.Add(new TFRecordWriter(file, options.Compression)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names of the files.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Appends the next record.</summary>
    public void Write(ReadOnlySpan<byte> record) => shards[(int)((long)written++ * shards.Count / expected)].Write(record);

    /// <summary>Gives all files their names.</summary>
    public void Complete() => shards.ForEach(shard => shard.Complete());

    /// <inheritdoc/>
    public void Dispose() => shards.ForEach(shard => shard.Dispose());
}
