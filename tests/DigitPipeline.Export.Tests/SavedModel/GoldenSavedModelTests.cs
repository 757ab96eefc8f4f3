using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Export.Tests.Reference.TensorFlow;
using DigitPipeline.Export.Verification;

namespace DigitPipeline.Export.Tests.SavedModel;

/// <summary>The original's SavedModel and ours of the same weights, both run by the interpreter, against what TensorFlow computed.</summary>
public sealed class GoldenSavedModelTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("saved-model");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_interpreter_computes_what_TensorFlow_computed_with_the_originals_SavedModel(int image)
    {
        var model = LoadedModel.Load(Path.Combine(Golden.Folder("odapi/export"), "exported_image_tensor", "saved_model"));
        Compare(image, model.Run(Picture(image)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Ours_of_the_same_weights_computes_the_originals_eight_outputs(int image)
    {
        SavedModelWriter.Write(GoldenModel.Network(), GoldenModel.Weights(), Options(), InputType.ImageTensor, folder.FullName);
        Compare(image, LoadedModel.Load(folder.FullName).Run(Picture(image)));
    }

    internal static InferenceOptions Options()
    {
        var anchors = Golden.Npy<float>(Path.Combine(Golden.Folder("odapi/model-small"), "anchors.npy")).Values;
        var table = new float[anchors.Length / 4, 4];
        Buffer.BlockCopy(anchors, 0, table, 0, anchors.Length * sizeof(float));
        return new InferenceOptions
        {
            InputHeight = 256,
            InputWidth = 256,
            ChannelScale = [1, 1, 1],
            ChannelOffset = [-123.68f, -116.779f, -103.939f],
            Anchors = table,
            HasBackground = true,
            ClassNames = [.. Enumerable.Range(0, 10).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        };
    }

    private static Tensor Picture(int image)
    {
        var (shape, pixels) = Golden.Npy<byte>(Path.Combine(Golden.Folder("odapi/model-small"), FormattableString.Invariant($"image{image}_uint8.npy")));
        return Tensor.Of([1, .. shape], pixels);
    }

    private static void Compare(int image, Dictionary<string, Tensor> outputs)
    {
        var golden = Path.Combine(Golden.Folder("odapi/export"), FormattableString.Invariant($"outputs_image{image}"));
        var expected = Directory.GetFiles(golden, "*.npy").ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => Golden.Npy<float>(f), StringComparer.Ordinal);
        Assert.Equal(8, outputs.Count);
        Assert.All(expected, e => Assert.Equal(e.Value.Shape, outputs[e.Key].Shape));
        string[] inPlace = ["raw_detection_boxes", "raw_detection_scores", "num_detections", "detection_scores"];
        Assert.All(inPlace.Where(expected.ContainsKey), name => Assert.InRange(Difference(expected[name].Values, outputs[name].Floats), 0, 2e-5));

        // Scores that agree to the last digit may stand in another order: detections are paired by class and place.
        var comparison = ExportVerification.Compare(
            [new RgbImage(1, 1, new byte[3])], _ => Detections(n => expected[n].Values), _ => Detections(n => outputs[n].Floats), minScore: 0, tolerance: 2e-5f);
        Assert.Equal((100, 0, true), (comparison.Compared, comparison.Unpaired, comparison.Passed));
        Assert.Equal(Rows(n => expected[n].Values), Rows(n => outputs[n].Floats), (a, b) => a.Anchor == b.Anchor && Difference(a.Scores, b.Scores) < 2e-5);
    }

    private static double Difference(IReadOnlyList<float> a, IReadOnlyList<float> b) => a.Zip(b, (x, y) => (double)Math.Abs(x - y)).Max();

    private static List<DetectedObject> Detections(Func<string, float[]> of)
    {
        var (boxes, scores, classes) = (of("detection_boxes"), of("detection_scores"), of("detection_classes"));
        return [.. scores.Select((s, i) => new DetectedObject(
            new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]), (int)classes[i], s))];
    }

    private static (float Anchor, float[] Scores)[] Rows(Func<string, float[]> of)
    {
        var (anchors, all, classes) = (of("detection_anchor_indices"), of("detection_multiclass_scores"), of("detection_classes"));
        return [.. anchors.Select((a, i) => (Anchor: a, Class: classes[i], Scores: all[(11 * i)..(11 * i + 11)])).OrderBy(r => r.Anchor).ThenBy(r => r.Class)
            .Select(r => (r.Anchor, r.Scores))];
    }
}
