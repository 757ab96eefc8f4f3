using System.Diagnostics;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Tests.Faults;

/// <summary>
/// Disturbs builds in every way that is known to happen, and looks whether the same command afterwards gives the bytes of an undisturbed
/// run and nothing that was good is lost.
/// </summary>
internal sealed class FaultMatrix(MatrixWorkshop workshop)
{
    public const string Verb = "fault-matrix";

    /// <summary>All cases.</summary>
    public IEnumerable<FaultCase> All()
    {
        yield return Killed("KILL", 1);
        yield return Killed("TERM", 5);
        yield return Killed("INT", 7);
        yield return FullDisk();
        yield return ReadOnlyStore();
        foreach (var kind in (string[])["p/.stages/*.json", "p/.stages/*.key.json", "p/.stages/stat-cache", "p/*/result", "p/*/large", ".store/blobs/*", ".store/keys/*"])
            yield return FlippedBits(kind);
        yield return ClockSetBack();
        yield return Racing(100);
    }

    /// <summary>A signal at write points, in a process of its own each.</summary>
    /// <param name="signal">Name of the signal.</param>
    /// <param name="step">1: at every write point; else at every so manieth.</param>
    public FaultCase Killed(string signal, int step)
    {
        var points = Enumerable.Range(1, workshop.Points.Count).Where(point => point % step == 0).ToList();
        var failures = new string?[points.Count];
        Parallel.For(0, points.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var pipeline = workshop.Disturbed();
            using var build = MatrixProcess.Start(pipeline.Root, points[i], signal);
            var error = build.StandardError.ReadToEnd();
            build.WaitForExit();
            var expected = signal == "KILL" ? 137 : 130;
            // A signal after the last stage finds nothing more to stop.
            var ended = build.ExitCode == expected || (signal != "KILL" && build.ExitCode == 0);
            failures[i] = ended ? workshop.WrongWith(pipeline) : $"exit code {build.ExitCode:D}: {error}";
            if (failures[i] is not null) failures[i] = $"{workshop.Points[points[i] - 1]}: {failures[i]}";
        });
        var where = step == 1 ? "at every write point" : $"at every {step:D}th write point";
        return new FaultCase($"SIG{signal} {where} of six stages", points.Count, [.. failures.OfType<string>()]);
    }

    /// <summary>The disk has room for ever more of the build, and then for all of it.</summary>
    /// <param name="step">How much more each time, in kB.</param>
    public FaultCase FullDisk(int step = 500)
    {
        const string What = "disk full (tmpfs), with room for ever more of the build";
        var failures = new List<string>();
        var tried = 0;
        var mount = Directory.CreateTempSubdirectory("digit-pipeline-full-").FullName;
        for (var size = 10_000; size <= 24_000; size += step)
        {
            if (!Succeeds("mount", "-t", "tmpfs", "-o", $"size={size:D}k", "tmpfs", mount))
            {
                Directory.Delete(mount);
                return new FaultCase(What + ": not run, a small tmpfs cannot be mounted here", 0, []);
            }

            try
            {
                tried++;
                var pipeline = workshop.Disturbed(mount);
                var code = ExitCode(pipeline);
                if (code is not (0 or 74)) failures.Add($"exit code {code:D} with {size:D} kB");
                Succeeds("mount", "-o", "remount,size=64m", mount);
                if (workshop.WrongWith(pipeline) is { } wrong) failures.Add($"{size:D} kB: {wrong}");
            }
            finally
            {
                Succeeds("umount", mount);
            }
        }

        Directory.Delete(mount);
        return new FaultCase(What, tried, failures);
    }

    /// <summary>The store cannot be written.</summary>
    public FaultCase ReadOnlyStore()
    {
        var pipeline = workshop.Disturbed();
        var store = pipeline.Layout.StoreFolder;
        if (!Succeeds("mount", "--bind", store, store)) return new FaultCase("read-only store: not run, it cannot be mounted here", 0, []);
        string? wrong;
        try
        {
            Succeeds("mount", "-o", "remount,bind,ro", store);
            pipeline.Build();
            wrong = pipeline.Outputs().SequenceEqual(workshop.Newer) ? null : "other bytes";
            if (wrong is null && !pipeline.Warnings.Any(warning => warning.Contains("not kept in the store", StringComparison.Ordinal))) wrong = "no warning";
        }
        finally
        {
            Succeeds("umount", store);
        }

        return new FaultCase("read-only store", 1, [.. ((string?[])[wrong ?? workshop.WrongWith(pipeline)]).OfType<string>()]);
    }

    /// <summary>A bit is flipped in files that the engine or a stage wrote.</summary>
    /// <param name="kind">Pattern of the files, seen from the artifacts.</param>
    public FaultCase FlippedBits(string kind)
    {
        var failures = new List<string>();
        var tried = 0;
        foreach (var place in (double[])[0, .3, .6, .99])
        {
            var pipeline = workshop.Disturbed();
            pipeline.Build();
            foreach (var file in Files(pipeline, kind))
            {
                tried++;
                var bytes = File.ReadAllBytes(file);
                bytes[(int)(place * bytes.Length)] ^= 4;
                File.SetAttributes(file, FileAttributes.Normal);
                File.WriteAllBytes(file, bytes);
            }

            if (!pipeline.Build().Contains(Outcome.Failed) && !pipeline.Outputs().SequenceEqual(workshop.Newer)) failures.Add($"{kind}: other bytes");
            else if (workshop.WrongWith(pipeline, storeIsGood: false) is { } wrong) failures.Add($"{kind}: {wrong}");
        }

        return new FaultCase($"flipped bit in `{kind}`", tried, failures);
    }

    /// <summary>Two builds of one pipeline are started at once.</summary>
    public FaultCase Racing(int times)
    {
        var failures = new List<string>();
        for (var i = 0; i < times; i++)
        {
            var pipeline = workshop.Disturbed();
            using var first = MatrixProcess.Start(pipeline.Root, 0, "KILL");
            using var second = MatrixProcess.Start(pipeline.Root, 0, "KILL");
            foreach (var build in (Process[])[first, second])
            {
                var error = build.StandardError.ReadToEnd();
                build.WaitForExit();
                if (build.ExitCode != 0) failures.Add($"exit code {build.ExitCode:D}: {error}");
            }

            if (!pipeline.Outputs().SequenceEqual(workshop.Newer)) failures.Add("other bytes");
            else if (workshop.WrongWith(pipeline) is { } wrong) failures.Add(wrong);
        }

        return new FaultCase("two builds of one pipeline at once", times, failures);
    }

    // To a build whose clock was set back all files come from the future.
    private FaultCase ClockSetBack()
    {
        var failures = new List<string>();
        foreach (var back in (TimeSpan[])[TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(400)])
        {
            var pipeline = workshop.Disturbed();
            FileClock.Time = new ShiftedClock(-back);
            try
            {
                for (var i = 0; i < 5; i++)
                {
                    pipeline.Write(i % 2 == 0 ? "newer" : "older");
                    pipeline.Build();
                    if (!pipeline.Outputs().SequenceEqual(i % 2 == 0 ? workshop.Newer : workshop.Older)) failures.Add($"{back}: other bytes");
                }
            }
            finally
            {
                FileClock.Time = TimeProvider.System;
            }

            if (workshop.WrongWith(pipeline) is { } wrong) failures.Add($"{back}: {wrong}");
        }

        return new FaultCase("clock set back by 1 ms, 1 s, 400 days", 3, failures);
    }

    private static int ExitCode(MatrixPipeline pipeline)
    {
        try
        {
            pipeline.Build();
            return 0;
        }
        catch (StageException error)
        {
            return error.ExitCode;
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static List<string> Files(MatrixPipeline pipeline, string kind)
    {
        var artifacts = Path.Combine(pipeline.Root, "artifacts");
        var (folder, name) = (kind[..kind.LastIndexOf('/')], kind[(kind.LastIndexOf('/') + 1)..]);
        var folders = folder.EndsWith("/*", StringComparison.Ordinal)
            ? Directory.GetDirectories(Path.Combine(artifacts, folder[..^2])).Where(path => Path.GetFileName(path)[0] != '.')
            : [Path.Combine(artifacts, folder)];
        return [.. folders.SelectMany(path => Directory.GetFiles(path, name, SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
    }

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
