using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits cache</c>: what the build keeps of earlier runs.</summary>
internal static class CacheVerb
{
    public static Command Create(CommandIo io) => new(
        "cache",
        """
        Shows and tidies the store in which ./build.sh keeps outputs of earlier runs.

        Examples:
          digits cache stats
          digits cache gc --max-age 30d --max-size 10G
          digits cache explain 3f0c12 9a8b77
        """)
    {
        Stats(io), Collect(io), Explain(io),
    };

    private static Command Stats(CommandIo io)
    {
        var folder = Folder();
        var json = Options.Json("Print one JSON object");
        return Options.Verb("stats", "Says what is in the store.", [folder, json], parsed =>
        {
            var (path, statistics) = (StoreFolder.Find(parsed.GetValue(folder)), StoreStatistics.Of(StoreFolder.Find(parsed.GetValue(folder))));
            io.Data.WriteLine(parsed.GetValue(json) ? Json(path, statistics) : Text(path, statistics));
            return ExitCodes.Done;
        });
    }

    private static Command Collect(CommandIo io)
    {
        var folder = Folder();
        var age = new Option<string?>("--max-age") { Description = "Removes what was not used for longer: 12h, 30d, 8w", HelpName = "TIME" };
        var size = new Option<string?>("--max-size") { Description = "Removes what was used longest ago until the rest is no larger: 500M, 10G", HelpName = "SIZE" };
        return Options.Verb("gc", "Removes outputs that were not used for long. What is in place in a pipeline is kept.", [folder, age, size], parsed =>
        {
            if (parsed.GetValue(age) is null && parsed.GetValue(size) is null) throw VerbException.Usage("say what may go, with --max-age, --max-size or both");
            var maxAge = parsed.GetValue(age) is { } time ? Quantity.Time("--max-age", time) : (TimeSpan?)null;
            var maxBytes = parsed.GetValue(size) is { } bytes ? Quantity.Bytes("--max-size", bytes) : (long?)null;
            var result = StoreCollection.Run(StoreFolder.Find(parsed.GetValue(folder)), maxAge, maxBytes, DateTime.UtcNow);
            io.Data.WriteLine(FormattableString.Invariant(
                $"removed {result.KeysRemoved} outputs of stages and {Size(result.BytesRemoved)}; {result.KeysKept} and {Size(result.BytesKept)} are kept"));
            return ExitCodes.Done;
        });
    }

    private static Command Explain(CommandIo io)
    {
        var folder = Folder();
        var first = new Argument<string>("KEY-A") { Description = "The first digits of a key, or the path of its JSON" };
        var second = new Argument<string>("KEY-B") { Description = "Another one" };
        var json = Options.Json("Print one JSON object a difference");
        return Options.Verb("explain", "Says what differs between two keys, a line a difference.", [first, second, folder, json], parsed =>
        {
            var store = StoreFolder.Find(parsed.GetValue(folder));
            var (old, current) = (StoredKey.Find(parsed.GetValue(first)!, store), StoredKey.Find(parsed.GetValue(second)!, store));
            var changes = KeyComparison.Between(old, current);
            foreach (var change in changes) io.Data.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { what = change.What, old = change.Old, @new = change.New }) : change.ToString());
            if (changes.Count == 0) io.Say(old.Digest == current.Digest ? "they are the same key" : "they differ in their stage or version only");
            return ExitCodes.Done;
        });
    }

    private static Option<string?> Folder() => new("--cache-folder") { Description = "The store; default is artifacts/.store here or in a folder above", HelpName = "DIR" };

    private static string Text(string folder, StoreStatistics statistics) => string.Create(CultureInfo.InvariantCulture, $"""
        {folder}
        {statistics.Keys} outputs of stages in {statistics.Blobs} files, {Size(statistics.Bytes)}
        {statistics.KeysInUse} of them in place, {Size(statistics.BytesInUse)}
        {statistics.DamagedBlobs} damaged files set aside
        used by {(statistics.Pipelines.Count == 0 ? "no pipeline" : string.Join(", ", statistics.Pipelines))}
        """);

    private static string Json(string folder, StoreStatistics statistics) => JsonSerializer.Serialize(new
    {
        folder,
        keys = statistics.Keys,
        keysInUse = statistics.KeysInUse,
        blobs = statistics.Blobs,
        bytes = statistics.Bytes,
        bytesInUse = statistics.BytesInUse,
        damagedBlobs = statistics.DamagedBlobs,
        pipelines = statistics.Pipelines,
    });

    private static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB")
        : bytes < 1_000_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB");
}
