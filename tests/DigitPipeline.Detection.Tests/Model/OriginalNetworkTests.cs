using System.Text.Json;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Detection.Tests.Model;

public class OriginalNetworkTests
{
    private const string Suffix = "/.ATTRIBUTES/VARIABLE_VALUE";

    [Fact]
    public void The_full_model_has_the_variables_of_the_zoo_checkpoint()
    {
        var file = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Golden.Path("x"))))!, "reference/ssd-resnet50-fpn-ckpt-keys.json");
        using var keys = JsonDocument.Parse(File.ReadAllBytes(file));
        var expected = keys.RootElement.GetProperty("variables").EnumerateArray()
            .Select(variable => variable.GetProperty("key").GetString() + " " + string.Join(',', variable.GetProperty("shape").EnumerateArray()))
            .Order(StringComparer.Ordinal);
        var network = Configs.Detector(Configs.Original("1", 256, 90, 640)).Network;
        var actual = network.Variables.Select(variable => variable.Name + Suffix + " " + string.Join(',', InCheckpoint(variable))).Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual);
        Assert.Equal(32_840_570, network.Variables.Where(variable => variable.Trained).Sum(variable => variable.Size));
        Assert.Equal(32_763_584, network.Variables.Where(variable => variable.L2 > 0).Sum(variable => variable.Size));
    }

    [Fact]
    public void A_checkpoint_of_the_original_gives_the_outputs_of_the_original()
    {
        var definition = DetectorFactory.FromConfig(PipelineConfigFile.Read(Golden.Path("model-small/pipeline.config")));
        var outputs = Networks.Run(
            definition, Weights.Load(Golden.Path("model-small/checkpoint/ckpt-0"), definition.Network), Golden.Floats("model-small/preprocessed.npy"), 2);
        Assert.True(Golden.Distance(Golden.Floats("model-small/infer/box_encodings.npy"), outputs.Codes) <= 1e-4);
        Assert.True(Golden.Distance(Golden.Floats("model-small/infer/class_predictions_with_background.npy"), outputs.Logits) <= 1e-4);
    }

    private static IEnumerable<int> InCheckpoint(Variable variable) => variable.Shape is [var outputs, var inputs, var height, var width]
        ? [height, width, inputs, outputs]
        : variable.Shape;
}
