using System.Formats.Tar;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Events;

namespace DigitPipeline.Cli.Tests;

public sealed class InspectTests
{
    [Fact]
    public void A_label_map_is_printed_in_canonical_text()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("map.pbtxt", "item { name: 'cat' id: 1 }  # the cat");
        var run = CommandRun.Of("inspect", "config", file, "--message", "StringIntLabelMap", "--canonical").Expect(0);
        Assert.Equal("item {\n  name: \"cat\"\n  id: 1\n}\n", run.Data);
    }

    [Fact]
    public void An_error_has_file_line_and_column()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("pipeline.config", "train_config {\n  batch_sise: 3\n}\n");
        var run = CommandRun.Of("inspect", "config", file).Expect(65);
        Assert.Contains($"{file}:2:3: ", run.Status, StringComparison.Ordinal);
        Assert.Contains("batch_size", run.Status, StringComparison.Ordinal);
        Assert.Empty(run.Data);
    }

    [Fact]
    public void An_unknown_message_is_a_fault_of_the_command_line()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("map.pbtxt", "");
        var run = CommandRun.Of("inspect", "config", file, "--message", "StringIntLabelMab").Expect(64);
        Assert.Contains("StringIntLabelMap", run.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checkpoint_in_an_archive_of_the_model_zoo_is_listed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("zoo/checkpoint/here", "");
        TensorBundleWriter.Write(folder["zoo/checkpoint/ckpt-0"], [BundleTensor.OfInt64s("step", [], [1])]);
        TarFile.CreateFromDirectory(folder["zoo"], folder["zoo.tar"], includeBaseDirectory: true);
        var run = CommandRun.Of("inspect", "checkpoint", folder["zoo.tar"]).Expect(0);
        Assert.StartsWith("{\"tensors\":[{\"name\":\"step\",\"dtype\":\"int64\",\"shape\":[]", run.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_files_are_listed_by_folder_or_by_name_and_a_folder_without_them_is_an_error()
    {
        using var folder = new TemporaryFolder();
        folder.Write("none/readme", "");
        CommandRun.Of("inspect", "events", folder["none"]).Expect(66);
        var file = folder.Write("run/events.out.tfevents.1.host", "");
        using (var writer = new EventWriter(file, _ => 1))
        {
            writer.Scalar(3, "a", 1);
        }

        Assert.Contains("\"run\":\"run\",\"step\":3", CommandRun.Of("inspect", "events", folder.Path).Expect(0).Data, StringComparison.Ordinal);
        Assert.Contains("\"run\":\".\",\"step\":3", CommandRun.Of("inspect", "events", file).Expect(0).Data, StringComparison.Ordinal);
    }
}
