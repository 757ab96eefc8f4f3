using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Incremental.Tests.Store;

public sealed class StoreCollectionTests : IDisposable
{
    private static readonly DateTime Now = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryPipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void What_was_not_used_for_long_goes_and_what_is_in_place_stays()
    {
        var (old, recent, current) = (Build("old", 30), Build("recent", 3), Build("current", 300));
        var result = StoreCollection.Run(Folder, TimeSpan.FromDays(7), null, Now);
        Assert.Equal((1, 3L, 2, 13L), (result.KeysRemoved, result.BytesRemoved, result.KeysKept, result.BytesKept));
        Assert.Equal([null, recent, current], ((string[])[old, recent, current]).Select(key => new LocalStore(Folder).Find(key)?.Key));
        Assert.Equal(Outcome.Restored, OutcomeOf("recent"));
    }

    [Fact]
    public void What_is_too_much_goes_from_the_longest_unused_on()
    {
        var keys = (string[])[Build("a", 5), Build("bb", 4), Build("ccc", 3), Build("current", 9)];
        var result = StoreCollection.Run(Folder, null, "current".Length + "ccc".Length + "bb".Length, Now);
        Assert.Equal(1, result.KeysRemoved);
        Assert.Equal([null, keys[1], keys[2], keys[3]], keys.Select(key => new LocalStore(Folder).Find(key)?.Key));
        Assert.Equal(3, StoreCollection.Run(Folder, null, 0, Now).KeysRemoved + result.KeysRemoved);
        Assert.NotNull(new LocalStore(Folder).Find(keys[3]));
    }

    [Fact]
    public void What_another_worktree_has_in_place_stays_until_the_worktree_is_gone()
    {
        using var other = new TemporaryPipeline { Layout = new PipelineLayout(Path.Combine(_pipeline.Root, "other", "p"), Folder) };
        var key = other.Build(Writing("theirs"))[0].Key!;
        Build("ours", 1);
        Assert.Equal(0, StoreCollection.Run(Folder, TimeSpan.Zero, 0, Now).KeysRemoved);
        Directory.Delete(other.Layout.Folder, recursive: true);
        Assert.Equal(1, StoreCollection.Run(Folder, TimeSpan.Zero, 0, Now).KeysRemoved);
        Assert.Null(new LocalStore(Folder).Find(key));
        Assert.Equal(_pipeline.Layout.Folder, Assert.Single(StoreStatistics.Of(Folder).Pipelines));
    }

    [Fact]
    public void What_a_killed_build_left_unfinished_goes()
    {
        Build("current", 1);
        var leftover = _pipeline.Write("artifacts/.store/blobs/aa/rest.1-1.tmp", "half");
        Assert.Equal(4, StoreCollection.Run(Folder, null, null, Now).BytesRemoved);
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public void A_store_that_a_build_uses_is_not_touched()
    {
        StageException? error = null;
        _pipeline.Build(Writing("x") with { Action = _ => Collect(out error) });
        Assert.Equal(75, error!.ExitCode);
    }

    [Fact]
    public void Statistics_count_each_content_once()
    {
        Build("same", 1);
        Build("current", 1);
        var statistics = StoreStatistics.Of(Folder);
        Assert.Equal((2, 1, 2, 11L, 7L, 0), (
            statistics.Keys, statistics.KeysInUse, statistics.Blobs, statistics.Bytes, statistics.BytesInUse, statistics.DamagedBlobs));
        Assert.Equal(0, StoreStatistics.Of(Folder + "/nothing").Keys);
    }

    private string Folder => _pipeline.Layout.StoreFolder;

    private static Stage Writing(string text) => new()
    {
        Name = "s",
        Parameters = $$"""{"text":"{{text}}"}""",
        Action = run =>
        {
            File.WriteAllText(Path.Combine(run.Output, "text"), text);
            return 0;
        },
    };

    private int Collect(out StageException error)
    {
        error = Assert.Throws<StageException>(() => StoreCollection.Run(Folder, TimeSpan.Zero, 0, Now));
        return 1;
    }

    private Outcome OutcomeOf(string text) => _pipeline.Build(Writing(text))[0].Outcome;

    private string Build(string text, int daysAgo)
    {
        var key = _pipeline.Build(Writing(text))[0].Key!;
        File.SetLastWriteTimeUtc(Path.Combine(Folder, "keys", key[..2], key + ".json"), Now.AddDays(-daysAgo));
        return key;
    }
}
