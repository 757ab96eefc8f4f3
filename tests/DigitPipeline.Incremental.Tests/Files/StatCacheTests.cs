using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Tests.Files;

public sealed class StatCacheTests
{
    private const long Second = 1_000_000_000;
    private static readonly string Digest = new('a', 64);
    private static readonly FileState State = new(FileKind.File, 5, 100 * Second + 1, 100 * Second + 1, 7, false);

    [Fact]
    public void A_file_that_changed_long_before_it_was_read_is_remembered()
    {
        var cache = new StatCache();
        cache.Remember("/data/f", State, Digest, 101 * Second);
        Assert.Equal(Digest, cache.Find("/data/f", State));
    }

    [Fact]
    public void A_file_that_changed_within_the_tick_before_it_was_read_is_not_remembered()
    {
        var cache = new StatCache();
        cache.Remember("/data/f", State, Digest, 100 * Second + 4_000_000);
        Assert.Null(cache.Find("/data/f", State));
    }

    [Fact]
    public void Where_times_are_whole_seconds_the_tick_is_two_seconds()
    {
        var coarse = State with { ChangedNs = 100 * Second };
        var cache = new StatCache();
        cache.Remember("/data/f", coarse, Digest, 101 * Second);
        Assert.Null(cache.Find("/data/f", coarse));
        cache.Remember("/data/f", coarse, Digest, 103 * Second);
        Assert.Equal(Digest, cache.Find("/data/f", coarse));
    }

    [Fact]
    public void A_file_from_the_future_is_read_each_time()
    {
        var cache = new StatCache();
        cache.Remember("/data/f", State with { ChangedNs = 500 * Second + 1 }, Digest, 101 * Second);
        Assert.Null(cache.Find("/data/f", State with { ChangedNs = 500 * Second + 1 }));
    }

    [Fact]
    public void Any_difference_of_state_makes_it_unknown()
    {
        var cache = new StatCache();
        cache.Remember("/data/f", State, Digest, 101 * Second);
        Assert.Null(cache.Find("/data/f", State with { Size = 6 }));
        Assert.Null(cache.Find("/data/f", State with { ModifiedNs = 1 }));
        Assert.Null(cache.Find("/data/f", State with { ChangedNs = 1 }));
        Assert.Null(cache.Find("/data/f", State with { Inode = 8 }));
        Assert.Null(cache.Find("/data/f", State with { Executable = true }));
    }

    [Fact]
    public void What_was_saved_is_loaded()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "cache");
        var cache = new StatCache();
        cache.Remember("/data/f", State, Digest, 101 * Second);
        cache.Save(path);
        Assert.Equal(Digest, StatCache.Load(path).Find("/data/f", State));
        folder.Delete(recursive: true);
    }
}
