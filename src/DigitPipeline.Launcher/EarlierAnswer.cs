using System.Collections;
using System.Globalization;
using System.Text;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Locks;
using DigitPipeline.Incremental.Manifests;
using DigitPipeline.Incremental.Reports;

namespace DigitPipeline.Launcher;

/// <summary>The answer that an earlier run left for a run with the same command line, as long as nothing that it looked at has changed.</summary>
/// <param name="root">The root folder that the run would work in.</param>
/// <param name="arguments">Its command line.</param>
/// <param name="program">The programs that would do the work.</param>
internal sealed class EarlierAnswer(string root, IReadOnlyList<string> arguments, string program)
{
    /// <summary>Gives the answer; false when only the build itself can.</summary>
    public bool TryGive(Stream output)
    {
        try
        {
            var path = RunManifest.PathIn(Path.Combine(root, ".nuke", "temp", "runs"), arguments, Environment.CurrentDirectory);
            if (RunManifest.Read(path) is not { } manifest || !manifest.Identity.Fits(Identity(manifest.VariableNames))) return false;

            // Whoever changes outputs has this lock.
            using var held = PipelineLock.TryOpen(manifest.LockPath);
            if (held is null) return false;
            var check = StateCheck.Of(manifest.Seen);
            if (check.Difference is not null) return false;
            if (check.Refreshed.Count > 0) Learn(manifest, path, check.Refreshed);
            BuildReport.Write(manifest.ReportPath, manifest.Report);
            Say(output, manifest);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Learn(RunManifest manifest, string path, IReadOnlyCollection<int> rows)
    {
        var cache = StatCache.Load(manifest.StatCachePath);
        foreach (var row in rows) cache.Learn(manifest.Seen[row]);
        cache.Save(manifest.StatCachePath, everything: true);
        manifest.Write(path);
    }

    private static void Say(Stream output, RunManifest manifest)
    {
        var count = manifest.Seen.Count.ToString("N0", CultureInfo.InvariantCulture);
        output.Write(Encoding.UTF8.GetBytes($"{manifest.Answer}Nothing to do: {count} files and folders are as the last run left or found them.\n"));
    }

    private RunIdentity Identity(IReadOnlyList<string> variableNames)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
        return new RunIdentity(arguments, Environment.CurrentDirectory, program, RunIdentity.VariablesOf(variableNames, variables));
    }
}
