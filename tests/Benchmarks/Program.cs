using Benchmarks;

if (args is [FullTrainingStep.Child])
{
    FullTrainingStep.RunChild();
    return;
}

var filter = args is ["--filter", var text] ? text : "";
foreach (var benchmark in (Benchmark[])[new KeyOfManyFiles(), new NothingToDo(), new ChangedFiles(), new FullTrainingStep()])
{
    if (!benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
    Console.WriteLine(benchmark.Name);
    benchmark.Run(Console.Out);
}
