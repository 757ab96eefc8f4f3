using DigitPipeline.Datasets.Images;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Cli.Tests;

/// <summary>Trainings of a narrow model of the original's, from scratch and from a checkpoint; a rate of zero keeps what they start with.</summary>
public sealed class FineTuningTests : IDisposable
{
    private const string Suffix = "/.ATTRIBUTES/VARIABLE_VALUE";
    private const string Stem = "model/_feature_extractor/classification_backbone/layer_with_weights-0/kernel" + Suffix;
    private const string Head = "model/_box_predictor/_box_prediction_head/_box_encoder_layers/0/kernel" + Suffix;
    private readonly TemporaryFolder folder = new();

    public FineTuningTests()
    {
        folder.Write("data/label_map.pbtxt", "item { id: 1 name: '7' }");
        Directory.CreateDirectory(folder["data/train"]);
        for (var i = 0; i < 4; i++)
        {
            byte[] pixels = [.. Enumerable.Range(0, 60 * 90 * 3).Select(place => (byte)(place * (i + 3)))];
            File.WriteAllBytes(folder[$"data/train/{i}.png"], ImageEncoder.Png(new RgbImage(90, 60, pixels)));
            new VocAnnotation { FileName = $"{i}.png", Width = 90, Height = 60, Objects = [new VocObject("7", 10, 12, 40, 50)] }
                .Write(folder[$"data/train/{i}.xml"]);
        }

        CommandRun.Of("records", "--data", folder["data"], "--output", folder["records"]).Expect(0);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_starts_with_what_its_type_takes_over_from_a_checkpoint()
    {
        var first = Train("first", 1, "");
        var full = Train("full", 2, Start("../first.out", "full"));
        Assert.Equal(first.Read(Stem).Floats(), full.Read(Stem).Floats());
        Assert.Equal(first.Read(Head).Floats(), full.Read(Head).Floats());

        var detection = Train("detection", 2, Start("../first.out/ckpt-1", "detection"));
        Assert.Equal(first.Read(Stem).Floats(), detection.Read(Stem).Floats());
        Assert.NotEqual(first.Read(Head).Floats(), detection.Read(Head).Floats());
        Assert.Equal(1L, detection.Read("step" + Suffix).Int64s()[0]);
    }

    [Fact]
    public void The_original_s_augmentations_are_applied_as_the_config_lists_them()
    {
        const string Steps = "data_augmentation_options { random_crop_image { min_area: .5 min_object_covered: 0 } } data_augmentation_options { random_distort_color { } }";
        var run = Run("varied", 1, Steps).Expect(0);
        Assert.Contains("annotated pictures are varied by these", run.Status, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Data("varied")), File.ReadAllBytes(Data(Again("varied"))));

        string Again(string name)
        {
            CommandRun.Of([.. Arguments(name), "--output", folder["again.out"]]).Expect(0);
            return "again";
        }
    }

    [Theory]
    [InlineData("data_augmentation_options { random_horizontal_flip { } }\ndata_augmentation_options { random_jpeg_quality { } }", "random_jpeg_quality", 78)]
    [InlineData("fine_tune_checkpoint: 'x' fine_tune_checkpoint_type: 'detection'", "train_config.fine_tune_checkpoint_version", 78)]
    [InlineData("fine_tune_checkpoint: 'x' fine_tune_checkpoint_version: V2 fine_tune_checkpoint_type: 'other'", "train_config.fine_tune_checkpoint_type", 78)]
    [InlineData("fine_tune_checkpoint: 'x' fine_tune_checkpoint_version: V2 fine_tune_checkpoint_type: 'full'", "no checkpoint", 66)]
    [InlineData("use_bfloat16: true", "train_config.use_bfloat16", 78)]
    public void What_cannot_be_done_is_refused_with_its_line(string fields, string reason, int exitCode)
    {
        var run = Run("refused", 1, fields, exitCode == 78 ? "config" : "train").Expect(exitCode);
        Assert.Contains(reason, run.Status, StringComparison.Ordinal);
        Assert.Matches(@"pipeline\.config:\d+:\d+: ", run.Status);
    }

    private static string Start(string checkpoint, string type) =>
        $"fine_tune_checkpoint: '{checkpoint}' fine_tune_checkpoint_version: V2 fine_tune_checkpoint_type: '{type}'";

    private string Data(string name) => folder[$"{name}.out/ckpt-1.data-00000-of-00001"];

    private TensorBundleReader Train(string name, int seed, string fields)
    {
        Run(name, seed, fields).Expect(0);
        return TensorBundleReader.Open(folder[$"{name}.out/ckpt-1"]);
    }

    private CommandRun Run(string name, int seed, string fields, string last = "train")
    {
        var full = File.ReadAllText(Repository.File("pipelines", "ssd_resnet50_v1_fpn_640x640", "pipeline.config"));
        var config = full.Replace("640\n", "160\n", StringComparison.Ordinal)
            .Replace("depth_multiplier: 1.0", "depth_multiplier: 0.125", StringComparison.Ordinal)
            .Replace("depth: 256", "depth: 16", StringComparison.Ordinal)
            .Replace("learning_rate_base: 0.04", "learning_rate_base: 0", StringComparison.Ordinal)
            .Replace("warmup_learning_rate: 0.013333", "warmup_learning_rate: 0", StringComparison.Ordinal)
            .Replace("train_config {", "train_config {\n" + fields, StringComparison.Ordinal);
        folder.Write($"{name}/pipeline.config", config);
        folder.Write(
            $"{name}/pipeline.yaml",
            $$"""
            data: { directory: ../data }
            train: { steps: 1, batch_size: 2, replicas: 1, seed: {{seed}}, optimizer: config, clip_norm: 0, averaging_decay: 0, zero_last_gamma: false, device: cpu }
            synthesis: { rate: 0 }
            """);
        var patched = CommandRun.Of("config", "--pipeline", folder[name], "--output", folder[$"{name}.config"]);
        return last == "config" || patched.ExitCode != 0
            ? patched
            : CommandRun.Of([.. Arguments(name), "--output", folder[$"{name}.out"]]);
    }

    private string[] Arguments(string name) =>
        ["train", "--pipeline", folder[name], "--config", folder[$"{name}.config"], "--records", folder["records"]];
}
