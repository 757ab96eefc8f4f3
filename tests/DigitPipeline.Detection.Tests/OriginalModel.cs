using System.Text.Json;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Formats.Protos;

namespace DigitPipeline.Detection.Tests;

/// <summary>The original's models of golden/odapi.</summary>
internal static class OriginalModel
{
    private const string Suffix = "/.ATTRIBUTES/VARIABLE_VALUE";

    /// <summary>A config of golden/odapi with further text merged into it, as the original's <c>config_override</c>.</summary>
    public static TrainEvalPipelineConfig Config(string file, string merged = "")
    {
        var config = PipelineConfigFile.Read(Golden.Path(file));
        config.MergeFrom(PipelineConfigFile.Parse(merged, "merged"));
        return config;
    }

    /// <summary>The detector of a config of golden/odapi.</summary>
    public static DetectorDefinition Detector(string file, string merged = "") => DetectorFactory.FromConfig(Config(file, merged), zeroLastGamma: false);

    /// <summary>The weights that model-small's checkpoints hold.</summary>
    public static Dictionary<string, float[]> SmallWeights(DetectorDefinition definition) =>
        Weights.Load(Golden.Path("model-small/checkpoint/ckpt-0"), definition.Network);

    /// <summary>The weights of a <c>variables.json</c>, by the formula of golden/odapi/README.md, in the layout of the network's variables.</summary>
    public static Dictionary<string, float[]> FormulaWeights(string file, DetectorNetwork network)
    {
        var formulas = Golden.Json(file).EnumerateArray().ToDictionary(entry => entry.GetProperty("key").GetString()![..^Suffix.Length]);
        return network.Variables.ToDictionary(variable => variable.Name, variable => Formula(formulas[variable.Name], variable));
    }

    private static float[] Formula(JsonElement entry, Variable variable)
    {
        var (crc, offset, scale) = (
            entry.GetProperty("crc32").GetUInt32(), entry.GetProperty("offset").GetDouble(), entry.GetProperty("scale").GetDouble());
        var values = new float[variable.Size];
        if (variable.Shape is not [var outputs, var inputs, var height, var width])
        {
            return [.. values.Select((_, i) => Element(crc, (uint)i, offset, scale))];
        }

        for (var own = 0; own < values.Length; own++)
        {
            var (o, i, place) = (own / (inputs * height * width), own / (height * width) % inputs, own % (height * width));
            values[own] = Element(crc, (uint)((((place * inputs) + i) * outputs) + o), offset, scale);
        }

        return values;
    }

    private static float Element(uint crc, uint i, double offset, double scale)
    {
        unchecked
        {
            var h = crc + (i * 0x9E3779B9);
            h = (h ^ (h >> 16)) * 0x7FEB352D;
            h = (h ^ (h >> 15)) * 0x846CA68B;
            h ^= h >> 16;
            return (float)(offset + (scale * ((h >> 8) / 8388608.0 - 1)));
        }
    }
}
