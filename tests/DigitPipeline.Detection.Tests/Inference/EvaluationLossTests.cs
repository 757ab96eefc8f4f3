using DigitPipeline.Datasets.Records;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Detection.Tests.Inference;

public class EvaluationLossTests
{
    [Fact]
    public void The_losses_of_the_original_data_are_those_of_the_originals_evaluation()
    {
        var model = Golden.Path("model-small");
        var config = PipelineConfigFile.Read(Path.Combine(model, "pipeline.config"));
        using var detector = Detector.Load(Path.Combine(model, "checkpoint-train", "ckpt-1"), config);
        var loss = new EvaluationLoss(detector, ObjectiveReader.FromConfig(config));
        var losses = AnnotatedRecords.Read(Golden.Path("tfrecord-seed/train.record")).Select(picture => loss.Run(picture).Losses).ToList();
        var expected = Golden.Json("eval/loops.json").GetProperty("eval_events").EnumerateArray()
            .Where(value => value.TryGetProperty("tag", out var tag) && tag.GetString()!.StartsWith("Loss/", StringComparison.Ordinal))
            .ToDictionary(value => value.GetProperty("tag").GetString()!, value => value.GetProperty("value").GetDouble());

        // The original decodes JPEG with a faster and less exact transform, which its losses feel in the fourth digit.
        const double decoding = 5e-4;
        Check("Loss/localization_loss", losses.Average(one => one.Localization), decoding);
        Check("Loss/classification_loss", losses.Average(one => one.Classification), decoding);
        Check("Loss/regularization_loss", loss.Regularization, 1e-6);

        void Check(string tag, double actual, double tolerance) => Assert.Equal(expected[tag], actual, tolerance * expected[tag]);
    }

    [Fact]
    public void Detections_are_those_of_the_detector()
    {
        var config = PipelineConfigFile.Read(Golden.Path("model-small/pipeline.config"));
        using var detector = Detector.Load(Golden.Path("model-small/checkpoint-train/ckpt-1"), config);
        var picture = AnnotatedRecords.Read(Golden.Path("tfrecord-seed/train.record")).First();
        var (detections, _) = new EvaluationLoss(detector, ObjectiveReader.FromConfig(config)).Run(picture);
        Assert.Equal(detector.Detect(picture.Image), detections);
    }
}
