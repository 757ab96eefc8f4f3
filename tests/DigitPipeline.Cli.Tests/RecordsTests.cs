using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Cli.Tests;

public sealed class RecordsTests
{
    [Fact]
    public void Without_a_pipeline_the_defaults_of_pipeline_yaml_hold() =>
        Assert.Equal(PipelineChoice.Defaults.ForRecords(), new RecordOptions());

    [Fact]
    public void A_folder_becomes_records_whose_content_can_be_shown_and_checked()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/label_map.pbtxt", "item { id: 1 name: '7' }");
        Directory.CreateDirectory(folder["data/train"]);
        for (var i = 0; i < 4; i++)
        {
            File.WriteAllBytes(folder[$"data/train/{i}.png"], ImageEncoder.Png(new RgbImage(8, 8, [.. Enumerable.Repeat((byte)i, 192)])));
            new VocAnnotation { FileName = $"{i}.png", Width = 8, Height = 8, Objects = [new VocObject("7", 1, 2, 3, 4)] }
                .Write(folder[$"data/train/{i}.xml"]);
        }

        File.Copy(folder["data/train/0.png"], folder["data/train/alone.png"]);
        var run = CommandRun.Of("records", "--data", folder["data"], "--output", folder["out"]).Expect(0);

        Assert.Contains("3 pictures with 3 objects for training, 1 with 1 for test", run.Status, StringComparison.Ordinal);
        Assert.Contains("train/alone.png: left out", run.Status, StringComparison.Ordinal);
        Assert.Equal("", run.Data);
        Assert.Equal(3, CommandRun.Of("inspect", "record", folder["out/train.record"], "--json").Expect(0).Data.Count(end => end == '\n'));
        var checkedRecords = CommandRun.Of("inspect", "record", folder["out/test.record"], "--verify").Expect(0);
        Assert.StartsWith("1 records", checkedRecords.Data, StringComparison.Ordinal);
    }
}
