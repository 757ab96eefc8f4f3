using Benchmarks;

var filter = args is ["--filter", var text] ? text : "";
foreach (var benchmark in (Benchmark[])[new KeyOfManyFiles(), new NothingToDo(), new ChangedFiles()])
{
    if (!benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
    Console.WriteLine(benchmark.Name);
    benchmark.Run(Console.Out);
}
