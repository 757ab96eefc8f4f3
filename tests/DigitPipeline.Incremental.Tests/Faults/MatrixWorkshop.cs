using DigitPipeline.Incremental.Faults;

namespace DigitPipeline.Incremental.Tests.Faults;

/// <summary>
/// Builds to be disturbed: each is a copy of one that was built with an older input, with a newer input laid in. What an undisturbed
/// build makes of both is known.
/// </summary>
internal sealed class MatrixWorkshop : IDisposable
{
    private readonly string _folder;
    private readonly MatrixPipeline _built;
    private int _copies;

    public MatrixWorkshop()
    {
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Directory.CreateDirectory(Path.Combine(parent, "digit-pipeline-faults-" + Guid.NewGuid().ToString("N"))).FullName;
        _built = new MatrixPipeline(Path.Combine(_folder, "built"));
        _built.Write("older");
        _built.Build();
        Older = _built.Outputs();

        var undisturbed = Disturbed();
        WritePoint.Reached = place => Points.Add(place);
        undisturbed.Build();
        WritePoint.Reached = null;
        Newer = undisturbed.Outputs();
    }

    /// <summary>The outputs before.</summary>
    public IReadOnlyList<string> Older { get; }

    /// <summary>The outputs that a build should end with.</summary>
    public IReadOnlyList<string> Newer { get; }

    /// <summary>The write points of one build, in the order in which they are reached.</summary>
    public List<string> Points { get; } = [];

    /// <summary>A build that is about to be disturbed.</summary>
    public MatrixPipeline Disturbed(string? parent = null)
    {
        var copy = _built.Copy(Path.Combine(parent ?? _folder, $"copy-{Interlocked.Increment(ref _copies):D}"));
        copy.Write("newer");
        return copy;
    }

    /// <summary>What is wrong after a fault, or null: outputs half there, another result, something good lost.</summary>
    /// <param name="pipeline">The build; removed when all is well.</param>
    /// <param name="storeIsGood">Whether the store was left alone, so that going back to the older input must run nothing.</param>
    public string? WrongWith(MatrixPipeline pipeline, bool storeIsGood = true)
    {
        foreach (var (now, index) in pipeline.Outputs().Select((now, index) => (now, index)))
            if (now != Older[index] && now != Newer[index]) return $"stage {index:D} was neither old nor new: {now}";
        pipeline.Build();
        if (!pipeline.Outputs().SequenceEqual(Newer)) return "the next run gave other bytes";
        if (pipeline.Build().Any(outcome => outcome != Outcome.UpToDate)) return "the run after it was not up to date";
        pipeline.Write("older");
        if (pipeline.Build().Any(outcome => outcome is not (Outcome.Restored or Outcome.UpToDate)) && storeIsGood) return "older outputs were lost from the store";
        if (!pipeline.Outputs().SequenceEqual(Older)) return "the older input gave other bytes";
        Directory.Delete(pipeline.Root, recursive: true);
        return null;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
