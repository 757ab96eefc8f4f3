using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Export.Verification;

namespace DigitPipeline.Export.Tests.Onnx;

public sealed class WeightPrecisionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("precision");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(WeightPrecision.Float16, .55, 2e-3f)]
    [InlineData(WeightPrecision.Int8, .35, 4e-2f)]
    public void Kernels_in_fewer_bytes_make_a_smaller_file_that_detects_nearly_the_same(WeightPrecision precision, double size, float tolerance)
    {
        var (network, weights, options) = (GoldenModel.Network(), GoldenModel.Weights(), SavedModel.GoldenSavedModelTests.Options());
        var (whole, small) = (Path.Combine(folder.FullName, "whole.onnx"), Path.Combine(folder.FullName, "small.onnx"));
        OnnxExporter.Write(network, weights, options, whole);
        OnnxExporter.Write(network, weights, options, small, precision);
        var kernels = network.Variables.Where(v => v.Shape.Count == 4).Sum(v => v.Size) * 4L;
        var saved = new FileInfo(whole).Length - new FileInfo(small).Length;
        Assert.InRange(saved, kernels * (1 - size), kernels);

        using var reference = new OnnxDetector(whole, threads: 1);
        using var detector = new OnnxDetector(small, threads: 1);
        var pictures = Enumerable.Range(0, 3).Select(i => SmallDetector.Picture(200, 150, i));
        var comparison = ExportVerification.Compare(pictures, p => reference.Detect(p), p => detector.Detect(p), minScore: .05f, tolerance: tolerance);
        Assert.InRange(comparison.MaxScoreDifference, 1e-7f, tolerance);
        Assert.True(comparison.Compared > 50, comparison.ToString());
    }
}
