using DigitPipeline.Cli.Models;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Tests;

public sealed class PipelineConfigTests
{
    [Theory]
    [InlineData("digits")]
    [InlineData("smoke")]
    [InlineData("ssd_resnet50_v1_fpn_640x640")]
    public void Each_pipeline_is_patched_into_a_config_that_the_trainer_takes(string name)
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("config", "--pipeline", Repository.File("pipelines", name), "--data", Repository.File("data", "digits"), "--output", folder["config"]).Expect(0);
        var config = PipelineConfigFile.Read(Path.Combine(folder["config"], "pipeline.config"));
        var train = PipelineFolder.Load(Repository.File("pipelines", name)).Settings.Train;
        Assert.Equal((10, (uint)train.Steps, (uint)train.BatchSize), (config.Model.Ssd.NumClasses, config.TrainConfig.NumSteps, config.TrainConfig.BatchSize));
        Assert.Equal("../records/train.record", Assert.Single(config.TrainInputReader.TfRecordInputReader.InputPath));
        Assert.Equal(10, ModelFiles.Load(folder["config"], null, train).ClassNames.Count);
    }

    [Fact]
    public void What_the_trainer_does_not_do_is_refused_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var pipeline = CopyOfSmoke(folder, text => text.Replace("train_config {", "train_config {\n  freeze_variables: 'conv1'", StringComparison.Ordinal));
        var run = CommandRun.Of("config", "--pipeline", pipeline, "--data", Repository.File("data", "digits"), "--output", folder["config"]).Expect(78);
        Assert.Contains("train_config.freeze_variables", run.Status, StringComparison.Ordinal);
        Assert.Matches(@"pipeline\.config:\d+:\d+: ", run.Status);
    }

    [Theory]
    [InlineData("train_input_reader", "load_instance_masks: true")]
    [InlineData("train_input_reader", "num_additional_channels: 1")]
    [InlineData("eval_input_reader", "sample_1_of_n_examples: 2")]
    [InlineData("eval_input_reader", "input_type: TF_SEQUENCE_EXAMPLE")]
    [InlineData("eval_config", "eval_instance_masks: true")]
    [InlineData("eval_config", "keypoint_edge { start: 0 end: 1 }")]
    [InlineData("eval_config", "metrics_set: 'coco_mask_metrics'")]
    [InlineData("", "graph_rewriter { quantization { delay: 100 } }")]
    public void What_is_not_done_about_data_and_evaluation_is_refused_with_its_line(string section, string field)
    {
        using var folder = new TemporaryFolder();
        var line = 0;
        var pipeline = CopyOfSmoke(folder, text =>
        {
            var lines = text.Split('\n').ToList();
            line = section.Length == 0 ? 0 : lines.FindIndex(one => one.StartsWith(section + " {", StringComparison.Ordinal)) + 1;
            lines.Insert(line, field);
            return string.Join('\n', lines);
        });
        var run = CommandRun.Of("config", "--pipeline", pipeline, "--data", Repository.File("data", "digits"), "--output", folder["config"]).Expect(78);
        Assert.Contains(field.Split(' ', ':')[0], run.Status, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(pipeline, "pipeline.config")}:{line + 1}:1: ", run.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_switched_off_and_what_changes_nothing_here_is_taken()
    {
        using var folder = new TemporaryFolder();
        var pipeline = CopyOfSmoke(folder, text => text
            .Replace("\ntrain_input_reader {", "\ntrain_input_reader {\n  load_instance_masks: false num_readers: 8 input_type: TF_EXAMPLE frame_index: -1", StringComparison.Ordinal)
            .Replace("\neval_config {", "\neval_config {\n  metrics_set: ['oid_V2_detection_metrics', 'pascal_voc_detection_metrics'] use_moving_averages: true", StringComparison.Ordinal));
        CommandRun.Of("config", "--pipeline", pipeline, "--data", Repository.File("data", "digits"), "--output", folder["config"]).Expect(0);
    }

    [Theory]
    [InlineData("train_config.batch_sise: 3", "batch_size")]
    [InlineData("train_config.batch_size: many", "expected an integer")]
    [InlineData("train_config.freeze_variables: conv1", "is not supported by the trainer")]
    public void A_patch_that_is_refused_is_named_with_the_file_that_it_stands_in(string patch, string problem)
    {
        using var folder = new TemporaryFolder();
        var pipeline = CopyOfSmoke(folder, text => text);
        var settings = File.ReadAllText(Path.Combine(pipeline, "pipeline.yaml"));
        Assert.DoesNotContain("\nconfig:", settings, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(pipeline, "pipeline.yaml"), $"{settings}config:\n  patch:\n    {patch}\n");
        var run = CommandRun.Of("config", "--pipeline", pipeline, "--data", Repository.File("data", "digits"), "--output", folder["config"]).Expect(78);
        Assert.Contains($"{Path.Combine(pipeline, "pipeline.yaml")}: config.patch: {patch.Split(':')[0]}: ", run.Status, StringComparison.Ordinal);
        Assert.Contains(problem, run.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_to_train_at_that_the_levels_cannot_halve_is_refused()
    {
        using var folder = new TemporaryFolder();
        var pipeline = CopyOfSmoke(folder, text => text);
        var settings = Path.Combine(pipeline, "pipeline.yaml");
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("train:\n", "train:\n  sizes: [{ until: 0.5, height: 64, width: 72 }]\n", StringComparison.Ordinal));
        var run = CommandRun.Of("config", "--pipeline", pipeline, "--data", Repository.File("data", "digits"), "--output", folder["config"]).Expect(78);
        Assert.Contains("pipeline.yaml: train.sizes: found 64 x 72 pixels: ", run.Status, StringComparison.Ordinal);
        Assert.Contains("multiples of", run.Status, StringComparison.Ordinal);
    }

    private static string CopyOfSmoke(TemporaryFolder folder, Func<string, string> config)
    {
        var smoke = Repository.File("pipelines", "smoke");
        folder.Write(Path.Combine("mine", "pipeline.yaml"), File.ReadAllText(Path.Combine(smoke, "pipeline.yaml")));
        folder.Write(Path.Combine("mine", "pipeline.config"), config(File.ReadAllText(Path.Combine(smoke, "pipeline.config"))));
        return folder["mine"];
    }
}
