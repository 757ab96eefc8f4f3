using System.Text.Json;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Training.FineTuning;
using DigitPipeline.Formats.Checkpoint;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Detection.Tests.Training.FineTuning;

/// <summary>What is taken over, against the lists of golden/odapi/finetune.</summary>
public sealed class FineTuneCheckpointTests : IDisposable
{
    private const string Root = "model/";
    private readonly string folder = Directory.CreateTempSubdirectory("digits-finetune-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("detection", "zoo90/ckpt-0", FineTuneKind.Detection, 291)]
    [InlineData("detection", "checkpoint-train/ckpt-1", FineTuneKind.Detection, 291)]
    [InlineData("full", "model-small/checkpoint/ckpt-0", FineTuneKind.Full, 463)]
    [InlineData("classification", "classification/ckpt-1", FineTuneKind.Classification, 265)]
    public void The_variables_that_the_original_takes_over_are_and_no_others(string type, string checkpoint, FineTuneKind kind, int count)
    {
        var expected = Golden.Json("finetune/cases.json").GetProperty("cases").EnumerateArray().Single(entry =>
            entry.TryGetProperty("restored", out _) && Text(entry, "type") == type && Text(entry, "checkpoint").EndsWith(checkpoint, StringComparison.Ordinal));
        var network = Small(10);
        var taken = FineTuneCheckpoint.Load(Prefix(checkpoint), kind, network);
        Assert.Equal(count, taken.Count);
        Assert.Equal(
            expected.GetProperty("restored").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal),
            taken.Keys.Select(name => name[Root.Length..]).Order(StringComparer.Ordinal));
        var weights = OriginalModel.FormulaWeights("model-small/variables.json", network);
        Assert.All(taken, entry => Assert.Equal(weights[entry.Key], entry.Value));
    }

    [Theory]
    [InlineData("zoo90/ckpt-0", FineTuneKind.Full, "_class_predictor_layers/0/")]
    [InlineData("zoo90/ckpt-0", FineTuneKind.Classification, "is a detector's")]
    [InlineData("classification/ckpt-1", FineTuneKind.Detection, "is a classifier's")]
    [InlineData("v1", FineTuneKind.Detection, "TensorFlow 1")]
    public void What_does_not_fit_is_refused_with_the_reason(string checkpoint, FineTuneKind kind, string reason)
    {
        var error = Assert.Throws<FormatException>(() => FineTuneCheckpoint.Load(Prefix(checkpoint), kind, Small(10)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_width_is_refused_with_the_variable_and_both_shapes()
    {
        var wider = OriginalModel.Detector("model-small/pipeline.config", "model { ssd { feature_extractor { depth_multiplier: 0.25 fpn { } } } }").Network;
        var error = Assert.Throws<FormatException>(() => FineTuneCheckpoint.Load(Prefix("zoo90/ckpt-0"), FineTuneKind.Detection, wider));
        Assert.Contains("has shape [", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backbone_s_checkpoint_has_the_keys_that_are_looked_for()
    {
        var bundle = TensorBundleReader.Open(Prefix("classification/ckpt-1"));
        Assert.Equal(
            Golden.Json("finetune/classification_checkpoint_keys.json").EnumerateArray()
                .Select(entry => $"{entry.GetProperty("key").GetString()} [{string.Join(", ", entry.GetProperty("shape").EnumerateArray())}]")
                .Where(key => !key.StartsWith("save_counter", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            bundle.Entries.Select(entry => $"{entry.Name} [{string.Join(", ", entry.Shape)}]").Order(StringComparer.Ordinal));
    }

    private static DetectorNetwork Small(int classes) =>
        OriginalModel.Detector("model-small/pipeline.config", $"model {{ ssd {{ num_classes: {classes} }} }}").Network;

    private static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString()! : "";

    // The checkpoints that the golden data names but does not hold, made from what it does hold.
    private string Prefix(string checkpoint)
    {
        switch (checkpoint)
        {
            case "zoo90/ckpt-0":
                var ninety = Small(90);
                var weights = OriginalModel.FormulaWeights("model-small/variables.json", Small(10));
                return Write("ckpt-0", ninety.Variables.Select(variable => Weights.ToBundle(
                    variable, weights[variable.Name] is var known && known.Length == variable.Size ? known : new float[variable.Size])));
            case "classification/ckpt-1":
                return Write("ckpt-1", Backbone().Select(tensor => tensor with
                {
                    Name = tensor.Name.Replace("model/_feature_extractor/classification_backbone/", "feature_extractor/", StringComparison.Ordinal),
                }));
            case "v1":
                var prefix = Path.Combine(folder, "model.ckpt");
                TensorBundleWriter.Write(prefix, [BundleTensor.OfFloats("conv/kernel", [1], [1])]);
                return prefix;
            default:
                return Golden.Path(checkpoint.StartsWith("model-small", StringComparison.Ordinal) ? checkpoint : "model-small/" + checkpoint);
        }
    }

    private static IEnumerable<BundleTensor> Backbone()
    {
        var network = Small(10);
        var weights = OriginalModel.FormulaWeights("model-small/variables.json", network);
        return network.Variables.Where(variable => variable.Name.Contains("/classification_backbone/", StringComparison.Ordinal))
            .Select(variable => Weights.ToBundle(variable, weights[variable.Name]));
    }

    private string Write(string name, IEnumerable<BundleTensor> tensors)
    {
        var prefix = Path.Combine(folder, name);
        var list = tensors.ToList();
        TensorBundleWriter.Write(prefix, [.. list, ObjectGraphBuilder.Tensor(list.Select(tensor => tensor.Name))]);
        return prefix;
    }
}
