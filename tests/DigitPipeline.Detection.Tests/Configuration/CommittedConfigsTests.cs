using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Formats.Protos;

namespace DigitPipeline.Detection.Tests.Configuration;

public class CommittedConfigsTests
{
    private const string Original = "ssd_resnet50_v1_fpn_640x640";

    private static readonly string Pipelines = Path.Combine(Root(AppContext.BaseDirectory), "pipelines");

    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(Pipelines).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pipeline_of_the_repository_has_a_detector_and_an_optimizer(string name)
    {
        var config = Read(name);
        var detector = DetectorFactory.FromConfig(config);
        Assert.Equal(10, detector.ClassCount);
        Assert.NotEmpty(detector.Network.Variables);
        Assert.IsType<MomentumOptions>(OptimizerReader.FromConfig(config.TrainConfig));
    }

    [Fact]
    public void The_full_pipeline_has_the_original_model()
    {
        var (ours, original) = (Read(Original).Model, ReadGolden().Model);
        original.Ssd.NumClasses = ours.Ssd.NumClasses;
        Assert.Equal(original, ours);
    }

    [Fact]
    public void The_full_pipeline_has_the_original_optimizer_and_schedule()
    {
        var (ours, original) = (Read(Original).TrainConfig, ReadGolden().TrainConfig);
        Assert.Equal(original.Optimizer, ours.Optimizer);
        Assert.Equal((original.NumSteps, original.BatchSize), (ours.NumSteps, ours.BatchSize));
    }

    private static TrainEvalPipelineConfig Read(string name) => PipelineConfigFile.Read(Path.Combine(Pipelines, name, "pipeline.config"));

    private static TrainEvalPipelineConfig ReadGolden() =>
        PipelineConfigFile.Read(Golden.Path($"../textproto/configs/{Original}_coco17_tpu-8.config"));

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "DigitPipeline.sln")) ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside the repository"));
}
