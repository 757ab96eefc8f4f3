using DigitPipeline.Formats.TFRecord;

namespace DigitPipeline.Formats.Tests.TFRecord;

public class ShardedPathTests
{
    [Fact]
    public void A_shard_is_named_as_TensorFlow_names_it() => Assert.Equal("a/train.record-00003-of-00010", ShardedPath.Shard("a/train.record", 3, 10));

    [Theory]
    [InlineData("train.record")]
    [InlineData("train.record@3")]
    [InlineData("train.record-?????-of-00003")]
    [InlineData("train*")]
    public void A_set_is_found_by_its_name_its_size_or_a_pattern(string name)
    {
        using var folder = Set(0, 2, 1);
        Assert.Equal(Enumerable.Range(0, 3).Select(shard => ShardedPath.Shard(folder["train.record"], shard, 3)), ShardedPath.Expand(folder[name]));
    }

    [Fact]
    public void A_single_file_stands_for_itself()
    {
        using var folder = Set(0);
        Assert.Equal([ShardedPath.Shard(folder["train.record"], 0, 3)], ShardedPath.Expand(ShardedPath.Shard(folder["train.record"], 0, 3)));
    }

    [Theory]
    [InlineData("train.record")]
    [InlineData("train.record@3")]
    [InlineData("train.record-?????-of-00003")]
    public void A_missing_shard_is_named(string name)
    {
        using var folder = Set(0, 2);
        Assert.Contains("2 of 3 shards are there; the first that is missing has the number 00001", Assert.Throws<FormatException>(() => ShardedPath.Expand(folder[name])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_of_two_sets_are_refused()
    {
        using var folder = Set(0, 1, 2);
        folder.Write("train.record-00000-of-00002", []);
        Assert.Contains("shards of different sets are there (of 00002, of 00003)", Assert.Throws<FormatException>(() => ShardedPath.Expand(folder["train.record"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_an_error()
    {
        using var folder = Set();
        Assert.Throws<FileNotFoundException>(() => ShardedPath.Expand(folder["train.record"]));
        Assert.Throws<FileNotFoundException>(() => ShardedPath.Expand(folder["train.record@3"]));
        Assert.Throws<FileNotFoundException>(() => ShardedPath.Expand(folder["nowhere/train.record"]));
    }

    [Fact]
    public void The_golden_shards_are_a_set()
    {
        var files = ShardedPath.Expand(Golden.Folder("tfrecord/sharded.record"));
        Assert.Equal(30, files.Sum(file => TFRecordReader.Read(file).Count()));
    }

    private static TemporaryFolder Set(params int[] shards)
    {
        var folder = new TemporaryFolder();
        foreach (var shard in shards)
        {
            folder.Write(Path.GetFileName(ShardedPath.Shard("train.record", shard, 3)), []);
        }

        return folder;
    }
}
