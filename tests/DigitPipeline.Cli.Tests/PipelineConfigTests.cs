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

    [Fact]
    public void A_patch_of_an_unknown_field_is_refused_with_a_suggestion()
    {
        using var folder = new TemporaryFolder();
        var pipeline = CopyOfSmoke(folder, text => text);
        var settings = File.ReadAllText(Path.Combine(pipeline, "pipeline.yaml"));
        Assert.DoesNotContain("\nconfig:", settings, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(pipeline, "pipeline.yaml"), settings + "config:\n  patch:\n    train_config.batch_sise: 3\n");
        var run = CommandRun.Of("config", "--pipeline", pipeline, "--data", Repository.File("data", "digits"), "--output", folder["config"]).Expect(78);
        Assert.Contains("batch_size", run.Status, StringComparison.Ordinal);
    }

    private static string CopyOfSmoke(TemporaryFolder folder, Func<string, string> config)
    {
        var smoke = Repository.File("pipelines", "smoke");
        folder.Write(Path.Combine("mine", "pipeline.yaml"), File.ReadAllText(Path.Combine(smoke, "pipeline.yaml")));
        folder.Write(Path.Combine("mine", "pipeline.config"), config(File.ReadAllText(Path.Combine(smoke, "pipeline.config"))));
        return folder["mine"];
    }
}
