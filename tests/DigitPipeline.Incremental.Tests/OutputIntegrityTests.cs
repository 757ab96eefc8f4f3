namespace DigitPipeline.Incremental.Tests;

public sealed class OutputIntegrityTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public OutputIntegrityTests()
    {
        _pipeline.Write("data/1.xml", "one");
        Build();
    }

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void A_tampered_output_is_restored_and_named()
    {
        var names = _pipeline.Output("a/names.txt");
        var good = File.ReadAllText(names);
        File.WriteAllText(names, good.Replace('1', '7'));
        var result = Build();
        Assert.Equal(Outcome.Restored, result.Outcome);
        Assert.Contains("output names.txt was changed", result.Reason);
        Assert.Equal(good, File.ReadAllText(names));
    }

    [Fact]
    public void A_missing_output_is_restored()
    {
        File.Delete(_pipeline.Output("a/names.txt"));
        Assert.Equal((Outcome.Restored, "output names.txt is gone"), (Build().Outcome, _pipeline.Last.Reason));
    }

    [Fact]
    public void A_file_that_the_stage_did_not_write_is_noticed()
    {
        File.WriteAllText(_pipeline.Output("a/notes.txt"), "x");
        Assert.Equal("notes.txt is none of its outputs", Build().Reason);
        Assert.False(File.Exists(_pipeline.Output("a/notes.txt")));
    }

    [Fact]
    public void A_damaged_blob_is_set_aside_and_the_stage_runs()
    {
        foreach (var blob in Directory.GetFiles(Path.Combine(_pipeline.Layout.StoreFolder, "blobs"), "*", SearchOption.AllDirectories))
        {
            Assert.True(new FileInfo(blob).IsReadOnly);
            File.SetAttributes(blob, FileAttributes.Normal);
            File.WriteAllText(blob, "1.xmm\n");
        }

        Directory.Delete(_pipeline.Output("a"), recursive: true);
        Assert.Equal(Outcome.Executed, Build().Outcome);
        Assert.Contains("damaged", Assert.Single(_pipeline.Warnings));
        Assert.Single(Directory.GetFiles(Path.Combine(_pipeline.Layout.StoreFolder, "damaged")));
        Directory.Delete(_pipeline.Output("a"), recursive: true);
        Assert.Equal(Outcome.Restored, Build().Outcome);
    }

    [Fact]
    public void Any_flipped_bit_in_a_file_of_the_engine_costs_work_but_never_a_wrong_output()
    {
        var good = File.ReadAllText(_pipeline.Output("a/names.txt"));
        foreach (var path in (string[])[_pipeline.Layout.Record("a"), _pipeline.Layout.Key("a"), _pipeline.Layout.StatCache])
        {
            var bytes = File.ReadAllBytes(path);
            for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 12))
            {
                var damaged = bytes.ToArray();
                damaged[at] ^= 0x10;
                File.WriteAllBytes(path, damaged);
                Assert.NotEqual(Outcome.Failed, Build().Outcome);
                Assert.Equal(good, File.ReadAllText(_pipeline.Output("a/names.txt")));
            }
        }

        Assert.Equal(Outcome.UpToDate, Build().Outcome);
    }

    private StageResult Build() => _pipeline.Last = _pipeline.Build(_pipeline.Copy())[0];
}
