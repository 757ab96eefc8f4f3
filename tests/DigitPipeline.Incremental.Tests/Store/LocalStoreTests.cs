namespace DigitPipeline.Incremental.Tests.Store;

public sealed class LocalStoreTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void A_large_output_takes_the_disks_space_once_and_a_small_one_has_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "not run: needs Linux's links");
        Build(Large());
        var large = _pipeline.Output("l/large");
        Assert.True(new FileInfo(large).IsReadOnly);
        Directory.Delete(_pipeline.Output("l"), recursive: true);
        Assert.Equal(Outcome.Restored, Build(Large()).Outcome);
        Assert.Equal(2_000_000, new FileInfo(large).Length);
        Assert.False(new FileInfo(_pipeline.Output("l/small")).IsReadOnly);
    }

    [Fact]
    public void A_damaged_large_blob_is_noticed_although_the_output_is_linked_to_it()
    {
        Build(Large());
        var output = _pipeline.Output("l/large");
        File.SetAttributes(output, FileAttributes.Normal);
        using (var stream = File.OpenWrite(output)) stream.WriteByte((byte)'y');
        var result = Build(Large());
        Assert.Equal(Outcome.Executed, result.Outcome);
        Assert.Contains("large was changed", result.Reason);
        Assert.Equal('x', (char)File.ReadAllBytes(output)[0]);
    }

    [Fact]
    public void Two_worktrees_share_a_store()
    {
        using var other = new TemporaryPipeline { Layout = new PipelineLayout(Path.Combine(_pipeline.Root, "other", "p"), _pipeline.Layout.StoreFolder) };
        Build(Large());
        Assert.Equal(Outcome.Restored, other.Build(Large())[0].Outcome);
        Assert.Equal(File.ReadAllBytes(_pipeline.Output("l/large")), File.ReadAllBytes(other.Output("l/large")));
    }

    [Fact]
    public void The_keys_json_is_kept_beside_the_record_of_the_outputs()
    {
        var key = Build(Large()).Key!;
        var json = Path.Combine(_pipeline.Layout.StoreFolder, "keys", key[..2], key + ".key.json");
        Assert.Contains("\"stage\": \"l\"", File.ReadAllText(json));
    }

    [Fact]
    public void An_output_folder_that_became_a_link_is_replaced_and_what_it_led_to_stays()
    {
        Build(Large());
        var elsewhere = _pipeline.Write("elsewhere/precious", "mine");
        Directory.Delete(_pipeline.Output("l"), recursive: true);
        Directory.CreateSymbolicLink(_pipeline.Output("l"), Path.GetDirectoryName(elsewhere)!);
        Assert.Equal(Outcome.Restored, Build(Large()).Outcome);
        Assert.Equal("mine", File.ReadAllText(elsewhere));
        Assert.Null(new DirectoryInfo(_pipeline.Output("l")).LinkTarget);
    }

    private static Stage Large() => new()
    {
        Name = "l",
        Action = run =>
        {
            File.WriteAllText(Path.Combine(run.Output, "large"), new string('x', 2_000_000));
            File.WriteAllText(Path.Combine(run.Output, "small"), "x");
            return 0;
        },
    };

    private StageResult Build(Stage stage) => _pipeline.Build(stage)[0];
}
