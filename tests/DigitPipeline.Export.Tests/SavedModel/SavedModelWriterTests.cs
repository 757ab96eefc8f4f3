using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Export.Tests.Reference.TensorFlow;
using DigitPipeline.Formats.Example;
using Google.Protobuf;
using SkiaSharp;

namespace DigitPipeline.Export.Tests.SavedModel;

public sealed class SavedModelWriterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("saved-model");
    private readonly SmallDetector small = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(ResizeKind.LegacyBilinear, false, false)]
    [InlineData(ResizeKind.LegacyBilinear, true, false)]
    [InlineData(ResizeKind.Antialiased, false, false)]
    [InlineData(ResizeKind.Antialiased, true, true)]
    public void The_interpreter_finds_the_detections_of_the_definitions_for_any_picture_size(ResizeKind resize, bool classAgnostic, bool background)
    {
        var options = small.Options with
        {
            Resize = resize,
            ClassAgnostic = classAgnostic,
            LogitScale = 1.25f,
            MaxDetections = classAgnostic ? 100 : 15,
            MaxDetectionsPerClass = 7,
            HasBackground = background,
            ClassNames = background ? ["one", "two"] : ["one", "two", "three"],
        };
        var model = Write(options, InputType.ImageTensor);
        var total = 0;
        foreach (var (width, height) in new[] { (32, 32), (97, 41), (20, 300), (1, 1), (5, 64) })
        {
            var picture = SmallDetector.Picture(width, height, width);
            var expected = NaiveDetector.Detect(small, options, picture);
            var outputs = model.Run(Tensor.Of([1, height, width, 3], picture.Pixels));
            total += Same(expected, outputs, 0, options.MaxDetections);
            Assert.Equal([1, options.Anchors.GetLength(0), options.ClassNames.Count + (background ? 1 : 0)], outputs["raw_detection_scores"].Shape);
        }

        Assert.InRange(total, 60, 490);
    }

    [Fact]
    public void Pictures_as_floats_files_and_examples_give_the_detections_of_their_bytes()
    {
        RgbImage[] pictures = [SmallDetector.Picture(40, 30, 1), SmallDetector.Picture(40, 30, 2)];
        ByteString[] files = [.. pictures.Select(Png)];
        var pixels = pictures.SelectMany(p => p.Pixels.Select(v => (float)v)).ToArray();
        var expected = pictures.Select(p => Write(small.Options, InputType.ImageTensor).Run(Tensor.Of([1, 30, 40, 3], p.Pixels))).ToArray();
        (InputType Type, Tensor Input)[] inputs =
        [
            (InputType.FloatImageTensor, Tensor.Of([2, 30, 40, 3], pixels)), (InputType.EncodedImageStringTensor, Tensor.Of([2], files)),
            (InputType.TfExample, Tensor.Of([2], files.Select(file => ExampleOf(file)).ToArray())),
        ];
        foreach (var (type, input) in inputs)
        {
            var outputs = Write(small.Options, type).Run(input);
            Assert.All(outputs, o => Assert.Equal(expected.SelectMany(e => e[o.Key].Floats), o.Value.Floats, (a, b) => Math.Abs(a - b) < 1e-6));
        }
    }

    [Fact]
    public void Files_of_different_sizes_are_resized_one_by_one()
    {
        RgbImage[] pictures = [SmallDetector.Picture(40, 30, 1), SmallDetector.Picture(17, 64, 2), SmallDetector.Picture(33, 33, 3)];
        var outputs = Write(small.Options, InputType.EncodedImageStringTensor).Run(Tensor.Of([3], pictures.Select(Png).ToArray()));
        for (var i = 0; i < pictures.Length; i++)
        {
            Assert.InRange(Same(NaiveDetector.Detect(small, small.Options, pictures[i]), outputs, i, small.Options.MaxDetections), 1, 60);
        }
    }

    [Fact]
    public void An_empty_batch_gives_no_detections()
    {
        var outputs = Write(small.Options, InputType.EncodedImageStringTensor).Run(Tensor.Of([0], Array.Empty<ByteString>()));
        Assert.Equal([0, 20, 4], outputs["detection_boxes"].Shape);
        Assert.Equal([0], outputs["num_detections"].Shape);
    }

    [Fact]
    public void Rows_without_a_detection_are_zeros_of_class_1()
    {
        var outputs = Write(small.Options with { ScoreThreshold = .9999f }, InputType.ImageTensor).Run(Tensor.Of([1, 30, 30, 3], SmallDetector.Picture(30, 30).Pixels));
        Assert.All(outputs.Where(o => o.Key.StartsWith("detection_", StringComparison.Ordinal) && o.Key != "detection_classes"), o => Assert.All(o.Value.Floats, v => Assert.Equal(0, v)));
        Assert.All(outputs["detection_classes"].Floats, v => Assert.Equal(1, v));
        Assert.Equal(0, outputs["num_detections"].Floats[0]);
    }

    [Fact]
    public void The_same_detector_gives_the_same_bytes()
    {
        Write(small.Options, InputType.TfExample);
        var again = new SmallDetector();
        var other = folder.CreateSubdirectory("again").FullName;
        SavedModelWriter.Write(again.Network, again.Weights, again.Options, InputType.TfExample, other);
        string[] files = ["saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"];
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(folder.FullName, "tf_example", file)), File.ReadAllBytes(Path.Combine(other, file))));
        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            Directory.GetFiles(other, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(other, f)).Order(StringComparer.Ordinal));
    }

    private static ByteString Png(RgbImage picture)
    {
        using var bitmap = new SKBitmap(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Pixels = [.. Enumerable.Range(0, picture.Width * picture.Height).Select(i =>
            new SKColor(picture.Pixels[3 * i], picture.Pixels[3 * i + 1], picture.Pixels[3 * i + 2]))];
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return ByteString.CopyFrom(data.ToArray());
    }

    private static ByteString ExampleOf(ByteString file)
    {
        var example = new Example { Features = new Features() };
        example.Features.Feature["image/encoded"] = new Feature { BytesList = new BytesList { Value = { file } } };
        example.Features.Feature["image/format"] = new Feature { BytesList = new BytesList { Value = { ByteString.CopyFromUtf8("png") } } };
        return example.ToByteString();
    }

    private static int Same(IReadOnlyList<DigitPipeline.Datasets.Geometry.DetectedObject> expected, Dictionary<string, Tensor> outputs, int picture, int most)
    {
        Assert.Equal(expected.Count, outputs["num_detections"].Floats[picture]);
        for (var i = 0; i < expected.Count; i++)
        {
            var (at, e) = (picture * most + i, expected[i]);
            float[] box = [e.Box.YMin, e.Box.XMin, e.Box.YMax, e.Box.XMax];
            Assert.Equal(e.ClassId, outputs["detection_classes"].Floats[at]);
            Assert.Equal(e.Score, outputs["detection_scores"].Floats[at], 2e-5f);
            Assert.All(box.Zip(outputs["detection_boxes"].Floats.Skip(4 * at)), pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
        }

        return expected.Count;
    }

    private LoadedModel Write(InferenceOptions options, InputType type)
    {
        var target = Path.Combine(folder.FullName, type.Name());
        SavedModelWriter.Write(small.Network, small.Weights, options, type, target);
        return LoadedModel.Load(target);
    }
}
