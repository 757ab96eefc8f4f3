using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Detection.Tests.Training;

public sealed class OriginalCheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("digits-checkpoint-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_checkpoint_of_a_training_has_the_original_s_keys_shapes_and_types_and_the_rest_apart_from_them()
    {
        var config = OriginalModel.Config("training/pipeline.config");
        using var training = new OriginalTraining(config);
        training.Run();
        new TrainingCheckpoints(folder, 2, "key", training.Options.Optimizer).Save(training.State);

        var bundle = TensorBundleReader.Open(Path.Combine(folder, "ckpt-1"));
        var written = bundle.Entries.Where(entry => !entry.Name.StartsWith("training/", StringComparison.Ordinal))
            .Select(entry => $"{entry.Name} {entry.Type.ToString().ToLowerInvariant()} [{string.Join(", ", entry.Shape)}]");
        var expected = Golden.Json("training/checkpoint_keys.json").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("key").GetString()} {entry.GetProperty("dtype").GetString()} [{string.Join(", ", entry.GetProperty("shape").EnumerateArray())}]");
        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.Equal(1, bundle.Read("step/.ATTRIBUTES/VARIABLE_VALUE").Int64s()[0]);
    }
}
