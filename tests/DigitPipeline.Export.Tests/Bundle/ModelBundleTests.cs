using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.Tests.Reference;
using Google.Protobuf;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Tests.Bundle;

public sealed class ModelBundleTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("bundle");
    private readonly SmallDetector small = new();

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void The_folder_holds_the_model_what_belongs_to_it_and_all_digests()
    {
        var folder = Write("export");
        Assert.Equal(
            ["SHA256SUMS", "label_map.pbtxt", "metrics.json", "model.onnx", "pipeline.config"],
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal));
        Assert.Equal(4, File.ReadAllLines(Path.Combine(folder, "SHA256SUMS")).Length);
        Assert.Empty(Sha256Sums.Check(folder));
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "SHA256SUMS")), File.ReadAllText(Path.Combine(Write("again"), "SHA256SUMS")));
    }

    [Fact]
    public void A_bundle_opens_by_folder_and_by_file_and_names_its_classes()
    {
        var folder = Write("export");
        foreach (var path in new[] { folder, Path.Combine(folder, "model.onnx") })
        {
            using var bundle = ModelBundle.Open(path);
            Assert.Equal(("one", "three", "4"), (bundle.NameOf(1), bundle.NameOf(3), bundle.NameOf(4)));
            Assert.NotEmpty(bundle.Detector.Detect(SmallDetector.Picture(40, 40)));
        }
    }

    [Fact]
    public void A_model_that_names_no_classes_takes_them_from_the_label_map_beside_it()
    {
        var folder = root.CreateSubdirectory("foreign").FullName;
        var model = OnnxExporter.Build(NetworkLowering.Lower(small.Network, small.Weights), small.Options);
        model.MetadataProps.Clear();
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model.ToByteArray());
        using (var bundle = ModelBundle.Open(folder))
        {
            Assert.Equal("2", bundle.NameOf(2));
        }

        File.WriteAllText(Path.Combine(folder, "label_map.pbtxt"), "item { id: 1 name: 'a' } item { id: 2 name: 'b' }");
        using var named = ModelBundle.Open(Path.Combine(folder, "model.onnx"));
        Assert.Equal(("b", "3"), (named.NameOf(2), named.NameOf(3)));
    }

    [Fact]
    public void A_changed_model_is_not_opened()
    {
        var folder = Write("export");
        var model = Path.Combine(folder, "model.onnx");
        var bytes = File.ReadAllBytes(model);
        bytes[^1] ^= 1;
        File.WriteAllBytes(model, bytes);
        Assert.Contains("SHA256SUMS beside it says", Assert.Throws<FormatException>(() => ModelBundle.Open(folder)).Message, StringComparison.Ordinal);
        Assert.Single(Sha256Sums.Check(folder), p => p.StartsWith("model.onnx has the SHA-256", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_a_model_says_what_to_name()
    {
        var error = Assert.Throws<FileNotFoundException>(() => ModelBundle.Open(root.FullName));
        Assert.Contains("Name an export folder or a model.onnx", error.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ModelBundle.Complete(root.FullName, Sources()));
    }

    [Fact]
    public void Missing_and_unlisted_files_are_found()
    {
        var folder = Write("export");
        File.Delete(Path.Combine(folder, "metrics.json"));
        File.WriteAllText(Path.Combine(folder, "more.txt"), "");
        Assert.Equal(["metrics.json is missing.", "more.txt is not listed."], Sha256Sums.Check(folder));
        File.WriteAllText(Path.Combine(folder, "SHA256SUMS"), "no digest\n");
        Assert.Equal(1, Assert.Throws<FormatException>(() => Sha256Sums.Check(folder)).Line);
    }

    private string Write(string name)
    {
        var folder = root.CreateSubdirectory(name).FullName;
        OnnxExporter.Write(small.Network, small.Weights, small.Options, Path.Combine(folder, "model.onnx"));
        ModelBundle.Complete(folder, Sources());
        return folder;
    }

    private BundleSources Sources()
    {
        var text = Path.Combine(root.FullName, "text");
        File.WriteAllText(text, "text");
        return new BundleSources { LabelMap = text, PipelineConfig = text, Metrics = text };
    }
}
