using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;

namespace Benchmarks;

/// <summary>The key of a stage with 10,000 input files of 4 KB: every file read, against sizes and times only.</summary>
internal sealed class KeyOfManyFiles : Benchmark
{
    private const int Count = 10_000;

    public override string Name => "Key of 10,000 files";

    public override void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("digit-pipeline-benchmark-");
        try
        {
            var content = new byte[4096];
            for (var i = 0; i < Count; i++)
            {
                BitConverter.TryWriteBytes(content, i);
                File.WriteAllBytes(Path.Combine(folder.FullName, $"{i:D5}"), content);
            }

            var cold = Median(() => { }, () => Key(folder.FullName, new StatCache()));
            var warm = new StatCache();
            Key(folder.FullName, warm);
            var known = Median(() => { }, () => Key(folder.FullName, warm));
            output.WriteLine(Line("every file read (in the disk's cache)", cold, cold));
            output.WriteLine(Line("sizes and times compared", known, cold));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Key(string folder, StatCache cache)
    {
        var input = new StageInput("data", folder);
        var stage = new Stage { Name = "stage", Inputs = [input], Action = _ => 0 };
        var reader = new ContentReader(cache);
        return StageKey.Of(stage, [reader.Read(input.Files(reader))]).Digest;
    }
}
