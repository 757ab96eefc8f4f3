using System.Diagnostics;
using System.Globalization;
using Fuzz;

// dotnet run --project tests/Fuzz -c Release -- [--inputs N] [--filter NAME]
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
var count = int.Parse(Option("--inputs") ?? "1000000", NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
var targets = FuzzTargets.All.Where(target => target.Name.Contains(Option("--filter") ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
var failed = 0;
Parallel.ForEach(targets, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, target =>
{
    using var watch = new Watch(target.Name);
    var clock = Stopwatch.StartNew();
    var run = FuzzRun.Of(target, count, watch.Begin);
    var line = string.Create(
        CultureInfo.InvariantCulture,
        $"{target.Name,-44} {run.Inputs,9} inputs, {run.Inputs - run.Refused,8} read, {run.Refused,8} refused, {run.GreatestShare,5:0.00} of the allowed memory, {clock.Elapsed.TotalSeconds,6:0} s");
    Console.WriteLine(run.Failure is null ? line : $"{line}\n  FAILED on {run.Failure}");
    Interlocked.Add(ref failed, run.Failure is null ? 0 : 1);
});
Console.WriteLine(failed == 0 ? $"{targets.Count} parsers, none failed" : $"{failed} of {targets.Count} parsers FAILED");
return failed == 0 ? 0 : 1;
