using System.Text.Json;
using DigitPipeline.Detection.Model;

namespace DigitPipeline.Export.Tests.Reference;

/// <summary>The original's narrow model of golden/odapi/model-small with its formula weights.</summary>
internal static class GoldenModel
{
    private const string Suffix = "/.ATTRIBUTES/VARIABLE_VALUE";

    public static DetectorNetwork Network()
    {
        var hyperparams = new Hyperparams(_ => Initializer.Constant(0), 0, Activation.Relu6, new Normalization(.997f, 1e-3f));
        var builder = new NetworkBuilder(256, 256);
        var stages = new KerasResNet(builder, hyperparams, f => Math.Max(f / 8, 16), 1).Build(KerasResNet.Blocks50);
        var used = stages.Where(s => s.Key >= 3).ToDictionary();
        var levels = new BoxPredictor(hyperparams, 32, 4, 3, false, -4.6f, 6, 11).Build(
            builder, FeaturePyramid.Build(builder, hyperparams, used, 3, 7, 32), 3);
        return new DetectorNetwork((InputNode)builder.Input.Node, levels, builder.Variables);
    }

    /// <summary>The weights of the README's formula; kernels turned from height, width, in, out to out, in, height, width.</summary>
    public static Dictionary<string, float[]> Weights()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Golden.Folder("odapi/model-small"), "variables.json")));
        var weights = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var variable in json.RootElement.EnumerateArray())
        {
            var shape = variable.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32()).ToArray();
            var (crc, offset, scale) = (
                variable.GetProperty("crc32").GetUInt32(), variable.GetProperty("offset").GetDouble(), variable.GetProperty("scale").GetDouble());
            var values = Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => Formula(crc, (uint)i, offset, scale)).ToArray();
            weights[variable.GetProperty("key").GetString()![..^Suffix.Length]] = shape.Length == 4 ? Turned(values, shape) : values;
        }

        return weights;
    }

    private static float Formula(uint crc, uint i, double offset, double scale)
    {
        unchecked
        {
            var h = crc + i * 0x9E3779B9;
            h = (h ^ (h >> 16)) * 0x7FEB352D;
            h = (h ^ (h >> 15)) * 0x846CA68B;
            h ^= h >> 16;
            return (float)(offset + scale * ((h >> 8) / 8388608.0 - 1));
        }
    }

    private static float[] Turned(float[] values, int[] shape)
    {
        var (area, inputs, outputs) = (shape[0] * shape[1], shape[2], shape[3]);
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % area * inputs + i / area % inputs) * outputs + i / area / inputs])];
    }
}
