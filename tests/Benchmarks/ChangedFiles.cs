namespace Benchmarks;

/// <summary>100,000 files of which one changed, or all were touched, against reading all of them with sha256sum on all cores.</summary>
internal sealed class ChangedFiles : Benchmark
{
    private const int Count = 100_000;

    public override string Name => "Changed files among 100,000";

    public override void Run(TextWriter output)
    {
        using var files = new ManyFiles(Count);
        var read = Median(() => { }, () => NothingToDo.Shell($"find '{files.Data}' -type f -print0 | xargs -0 -n 500 -P $(nproc) sha256sum >/dev/null"));
        var number = 0;
        var found = new List<TimeSpan>();
        var changed = Median(
            () => File.WriteAllText(Path.Combine(files.Data, "0042", "042042"), FormattableString.Invariant($"{number++}")),
            () =>
            {
                Expect(files, "042042");
                found.Add(files.Found);
            });
        var touched = Median(files.Touch, () => Expect(files, "same inputs"));
        output.WriteLine(Line("all read by sha256sum", read, read));
        output.WriteLine(Line("one changed: found and named", found.Order().ElementAt(found.Count / 2), read));
        output.WriteLine(Line("one changed: the whole run, outputs in place", changed, read));
        output.WriteLine(Line("all touched: read again by the engine", touched, read));
    }

    private static void Expect(ManyFiles files, string reason)
    {
        var result = files.Build();
        if (!result.Reason.Contains(reason, StringComparison.Ordinal)) throw new InvalidOperationException($"{result.Outcome.ToString()}: {result.Reason}");
    }
}
