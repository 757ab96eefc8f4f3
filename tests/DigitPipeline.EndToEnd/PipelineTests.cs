using System.Text.Json;

namespace DigitPipeline.EndToEnd;

/// <summary>The build as a person runs it, on the smoke pipeline.</summary>
public sealed class PipelineTests(BuiltSandbox built) : IClassFixture<BuiltSandbox>
{
    private static readonly string[] Stages = ["ValidateAnnotations", "GenerateTfRecords", "PatchPipelineConfig", "Train", "Evaluate", "Export"];

    [Fact]
    public void The_first_run_executes_every_stage_and_leaves_a_model()
    {
        Assert.Equal(Stages, built.FirstRun.Outcomes.Keys);
        Assert.All(built.FirstRun.Outcomes.Values, outcome => Assert.Equal("executed", outcome));
        foreach (var file in (string[])["model.onnx", "label_map.pbtxt", "pipeline.config", "metrics.json", "SHA256SUMS", "checkpoint/checkpoint", "saved_model/saved_model.pb", "variants.json"])
        {
            Assert.True(new FileInfo(Path.Combine(built.Sandbox.Artifacts, "export", file)).Length > 0, file);
        }

        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(built.Sandbox.Artifacts, "evaluate", "metrics.json")));
        Assert.True(metrics.RootElement.GetProperty("coco").GetProperty("mAP").GetDouble() >= 0);
        Assert.True(metrics.RootElement.GetProperty("recognition_rate").GetProperty("total").GetInt32() > 0);
    }

    [Fact]
    public async Task TensorBoard_finds_losses_pictures_numbers_curves_and_settings()
    {
        var train = (await built.Sandbox.Run("inspect", "events", Path.Combine(built.Sandbox.Artifacts, "train"), "--json")).Expect(0).Output;
        string[] given = ["\"Loss/total_loss\"", "\"learning_rate\"", "\"train_input_images\"", "\"_hparams_/session_start_info\""];
        Assert.All(given, tag => Assert.Contains(tag, train, StringComparison.Ordinal));
        var evaluate = (await built.Sandbox.Run("inspect", "events", Path.Combine(built.Sandbox.Artifacts, "evaluate"), "--json")).Expect(0).Output;
        string[] found = ["\"eval_side_by_side_0_0\"", "\"DetectionBoxes_Precision/mAP\"", "\"Loss/total_loss\"", "\"DetectionBoxes/all/pr_curves\""];
        Assert.All(found, tag => Assert.Contains(tag, evaluate, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_run_executes_nothing_and_says_why()
    {
        var second = (await built.Sandbox.Build()).Expect(0);
        Assert.Equal(Stages, second.Outcomes.Keys);
        Assert.All(second.Outcomes, stage => Assert.Equal("up-to-date", stage.Value));
        Assert.All(Stages, stage => Assert.Contains("same inputs", second.Reason(stage), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_in_another_folder_is_up_to_date()
    {
        using var copy = built.Sandbox.Copy();
        Assert.All((await copy.Build()).Expect(0).Outcomes.Values, outcome => Assert.Equal("up-to-date", outcome));
    }

    [Fact]
    public async Task Two_clones_in_different_folders_get_the_same_bytes()
    {
        using var other = Sandbox.Create();
        (await other.Build()).Expect(0);
        // build.json tells what became of the last run, and the first sandbox may have had more than one.
        foreach (var file in Directory.EnumerateFiles(built.Sandbox.Artifacts, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(built.Sandbox.Artifacts, file))
            .Where(file => !file.StartsWith('.') && file != "build.json").Order(StringComparer.Ordinal))
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(built.Sandbox.Artifacts, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other.Artifacts, file))),
                file);
        }
    }

    [Fact]
    public async Task A_changed_annotation_runs_again_from_validation_on()
    {
        using var copy = built.Sandbox.Copy();
        var annotation = Directory.EnumerateFiles(Path.Combine(copy.Data, "train"), "*.xml").Order(StringComparer.Ordinal).First();
        var text = await File.ReadAllTextAsync(annotation, TestContext.Current.CancellationToken);
        var number = text.IndexOf("<xmin>", StringComparison.Ordinal) + "<xmin>".Length;
        var end = text.IndexOf('<', number);
        var changed = int.Parse(text[number..end], System.Globalization.CultureInfo.InvariantCulture) + 1;
        await File.WriteAllTextAsync(annotation, $"{text[..number]}{changed}{text[end..]}", TestContext.Current.CancellationToken);

        var run = (await copy.Build()).Expect(0);
        Assert.Equal("executed", run.Outcomes["ValidateAnnotations"]);
        Assert.Equal("executed", run.Outcomes["GenerateTfRecords"]);
        Assert.Equal("executed", run.Outcomes["Train"]);
        Assert.Contains(Path.GetFileName(annotation), run.Reason("ValidateAnnotations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_number_of_steps_runs_again_from_the_config_on()
    {
        using var copy = built.Sandbox.Copy();
        var text = await File.ReadAllTextAsync(copy.Settings, TestContext.Current.CancellationToken);
        Assert.Contains("steps: 20", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            copy.Settings, text.Replace("steps: 20", "steps: 21  # one more", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var run = (await copy.Build()).Expect(0);
        Assert.Equal(
            ["up-to-date", "up-to-date", "executed", "executed", "executed", "executed"], Stages.Select(stage => run.Outcomes[stage]));
        Assert.Contains("steps", run.Reason("PatchPipelineConfig"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_in_the_settings_runs_nothing_again()
    {
        using var copy = built.Sandbox.Copy();
        await File.AppendAllTextAsync(copy.Settings, "\n# a comment\n", TestContext.Current.CancellationToken);
        Assert.All((await copy.Build()).Expect(0).Outcomes.Values, outcome => Assert.Equal("up-to-date", outcome));
    }

    [Fact]
    public async Task A_deleted_output_is_restored_and_not_computed_again()
    {
        using var copy = built.Sandbox.Copy();
        Directory.Delete(Path.Combine(copy.Artifacts, "export"), recursive: true);
        Assert.Equal("restored", (await copy.Build()).Expect(0).Outcomes["Export"]);
    }

    [Fact]
    public async Task Bad_data_stops_the_build_and_leaves_the_last_outputs()
    {
        using var copy = built.Sandbox.Copy();
        var annotation = Directory.EnumerateFiles(Path.Combine(copy.Data, "train"), "*.xml").Order(StringComparer.Ordinal).First();
        await File.WriteAllTextAsync(annotation, "<annotation><size>", TestContext.Current.CancellationToken);

        var run = (await copy.Build()).Expect(65);
        Assert.Equal("failed", run.Outcomes["ValidateAnnotations"]);
        Assert.Equal("not run", run.Outcomes["Export"]);
        Assert.Contains(Path.GetFileName(annotation), run.Error + run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(copy.Artifacts, "export", "model.onnx")));
    }

    [Theory]
    [InlineData(64, "Trian")]
    [InlineData(64, "--stepz", "3")]
    public async Task A_misspelt_target_or_parameter_is_refused(int exitCode, params string[] arguments) =>
        (await built.Sandbox.Build(arguments)).Expect(exitCode);

    [Fact]
    public async Task Predict_reads_a_picture_and_draws_boxes_into_a_copy()
    {
        var picture = Directory.EnumerateFiles(Path.Combine(built.Sandbox.Data, "test"), "*.jpg").Order(StringComparer.Ordinal).First();
        var run = (await built.Sandbox.Run("predict", "--model", Path.Combine(built.Sandbox.Artifacts, "export"), "--json", "--min-score", "0", picture)).Expect(0);
        using var json = JsonDocument.Parse(run.Output);
        var read = json.RootElement.EnumerateArray().Single();
        Assert.Equal(picture, read.GetProperty("file").GetString());
        Assert.All(read.GetProperty("detections").EnumerateArray(), detection => Assert.Equal(4, detection.GetProperty("box").GetArrayLength()));

        using var copy = built.Sandbox.Copy();
        (await built.Sandbox.Run("predict", "--model", Path.Combine(copy.Artifacts, "export"), "--output", Path.Combine(copy.Root, "seen"), picture)).Expect(0);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(copy.Root, "seen")));
    }
}
