using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary><c>./build.sh</c> with nothing to do, bash and start-up included, against reading all inputs with sha256sum on all cores.</summary>
internal sealed class NothingToDo : Benchmark
{
    private static readonly int[] Counts = [10, 1_000, 20_000, 100_000];

    public override string Name => "Nothing to do";

    public override void Run(TextWriter output)
    {
        Shell($"'{Path.Combine(Repository.Root, "build.sh")}' --help >/dev/null");
        foreach (var count in Counts)
        {
            using var files = new ManyFiles(count);
            var read = Median(() => { }, () => Shell($"find '{files.Data}' -type f -print0 | xargs -0 -n 500 -P $(nproc) sha256sum >/dev/null"));
            var answered = Median(() => { }, () => Answer(files));
            var name = count.ToString("N0", CultureInfo.InvariantCulture);
            output.WriteLine(Line($"{name} files read by sha256sum", read, read));
            output.WriteLine(Line($"{name} files, build.sh", answered, read));
        }
    }

    internal static void Shell(string script)
    {
        using var shell = Process.Start("bash", ["-c", script]);
        shell.WaitForExit();
        if (shell.ExitCode != 0) throw new InvalidOperationException($"exit code {shell.ExitCode}: {script}");
    }

    private static void Answer(ManyFiles files)
    {
        using var build = Process.Start(new ProcessStartInfo("bash", files.Command) { RedirectStandardOutput = true })!;
        var answer = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (!answer.Contains("Nothing to do", StringComparison.Ordinal)) throw new InvalidOperationException($"build.sh started the build: {answer}");
    }
}
