using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;

namespace DigitPipeline.Detection.Tests.Model;

public class OriginalNetworkTests
{
    private const string Suffix = "/.ATTRIBUTES/VARIABLE_VALUE";
    private const string Small = "model-small/pipeline.config";

    // The original's name of a map, and the node that gives it.
    private static readonly (string Map, string Node)[] Maps =
    [
        ("C3", "conv3_block4_out"), ("C4", "conv4_block6_out"), ("C5", "conv5_block3_out"),
        ("P3", "smoothing_1"), ("P4", "smoothing_2"), ("P5", "projection_3"), ("P6", "bottom_up_block5"), ("P7", "bottom_up_block6"),
    ];

    [Fact]
    public void The_full_model_has_the_variables_of_the_zoo_checkpoint()
    {
        var network = Configs.Detector(Configs.Original("1", 256, 90, 640)).Network;
        var expected = Golden.Json("../../reference/ssd-resnet50-fpn-ckpt-keys.json").GetProperty("variables").EnumerateArray()
            .Select(variable => variable.GetProperty("key").GetString() + " " + string.Join(',', variable.GetProperty("shape").EnumerateArray()))
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, network.Variables.Select(variable => variable.Name + Suffix + " " + string.Join(',', InCheckpoint(variable))).Order(StringComparer.Ordinal));
        Assert.Equal(32_840_570, network.Variables.Where(variable => variable.Trained).Sum(variable => variable.Size));
        Assert.Equal(32_763_584, network.Variables.Where(variable => variable.L2 > 0).Sum(variable => variable.Size));
    }

    [Theory]
    [InlineData("model-small")]
    [InlineData("model-full")]
    public void Variables_have_the_original_s_names_shapes_and_roles(string model)
    {
        var network = OriginalModel.Detector(model + "/pipeline.config").Network;
        Assert.Equal(
            Golden.Json(model + "/variables.json").EnumerateArray()
                .Select(entry => $"{entry.GetProperty("key").GetString()} {string.Join(',', entry.GetProperty("shape").EnumerateArray())} {entry.GetProperty("trainable").GetBoolean()}")
                .Order(StringComparer.Ordinal),
            network.Variables.Select(variable => $"{variable.Name}{Suffix} {string.Join(',', InCheckpoint(variable))} {variable.Trained}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_class_head_depends_on_the_number_of_classes()
    {
        var (ten, ninety) = (Shapes(10), Shapes(90));
        var compared = Golden.Json("model-full/compared_with_zoo_keys.json");
        Assert.True(compared.GetProperty("keys_equal").GetBoolean());
        Assert.Equal(compared.GetProperty("number").GetInt32(), ten.Count);
        Assert.Equal(
            compared.GetProperty("shape_differences").EnumerateArray().Select(entry => entry.GetProperty("key").GetString()),
            ten.Where(entry => ninety[entry.Key] != entry.Value).Select(entry => entry.Key).Order(StringComparer.Ordinal));

        static Dictionary<string, string> Shapes(int classes) => Configs.Detector(Configs.Original("1", 256, classes, 640)).Network.Variables
            .ToDictionary(variable => variable.Name + Suffix, variable => string.Join(',', InCheckpoint(variable)));
    }

    [Fact]
    public void The_checkpoints_hold_the_formula_s_weights()
    {
        var network = OriginalModel.Detector(Small).Network;
        var formula = OriginalModel.FormulaWeights("model-small/variables.json", network);
        foreach (var prefix in (string[])["model-small/checkpoint/ckpt-0", "model-small/checkpoint-train/ckpt-1"])
        {
            var loaded = Weights.Load(Golden.Path(prefix), network);
            Assert.All(network.Variables, variable => Assert.Equal(formula[variable.Name], loaded[variable.Name]));
        }
    }

    [Fact]
    public void Features_and_outputs_at_inference_are_the_original_s()
    {
        var definition = OriginalModel.Detector(Small);
        var (weights, batch) = (OriginalModel.SmallWeights(definition), Golden.Floats("model-small/preprocessed.npy"));
        var maps = Networks.Maps(definition, weights, batch, 2, training: false, [.. Maps.Select(map => map.Node), "pool1_pool", "conv2_block3_out"]);
        Assert.All(Maps, map => Near("infer/" + map.Map, maps[map.Node], 1e-4));
        NearFirst("infer/pool1_image0", maps["pool1_pool"], 1e-4);
        NearFirst("infer/C2_image0", maps["conv2_block3_out"], 1e-4);
        var (codes, logits) = Networks.Run(definition, weights, batch, 2);
        Near("infer/box_encodings", codes, 1e-4);
        Near("infer/class_predictions_with_background", logits, 1e-4);
    }

    [Fact]
    public void Features_and_outputs_with_the_batch_s_statistics_are_those_of_exact_arithmetic_and_near_the_original_s()
    {
        var definition = OriginalModel.Detector(Small);
        var (weights, batch) = (OriginalModel.SmallWeights(definition), Golden.Floats("model-small/preprocessed.npy"));
        var maps = Networks.Maps(definition, weights, batch, 2, training: true, [.. Maps.Select(map => map.Node), "pool1_pool", "conv2_block3_out"]);
        foreach (var (map, node) in Maps)
        {
            Near("train-float64/" + map, maps[node], 2e-4);
            Near("train/" + map, maps[node], 4e-3);
        }

        NearFirst("train/pool1_image0", maps["pool1_pool"], 4e-3);
        NearFirst("train/C2_image0", maps["conv2_block3_out"], 4e-3);
        var (codes, logits) = Networks.Run(definition, 256, 256, weights, batch, 2, training: true);
        Near("train-float64/box_encodings", codes, 2e-4);
        Near("train-float64/class_predictions_with_background", logits, 2e-4);
        Near("train/box_encodings", codes, 4e-3);
        Near("train/class_predictions_with_background", logits, 4e-3);
    }

    [Fact]
    public void One_pass_with_the_batch_s_statistics_moves_the_moving_ones_as_in_the_original()
    {
        var definition = OriginalModel.Detector(Small);
        var moved = Networks.StatisticsAfter(definition, OriginalModel.SmallWeights(definition), Golden.Floats("model-small/preprocessed.npy"), 2);
        var expected = Golden.Json("model-small/train/moving_stats_after.json").EnumerateObject().ToList();
        Assert.Equal(moved.Count, expected.Count);
        foreach (var statistic in expected)
        {
            var (was, now) = (statistic.Value.Floats(), moved[statistic.Name[..^Suffix.Length]]);
            Assert.All(was.Zip(now), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Max(1, Math.Abs(pair.First))));
        }
    }

    [Fact]
    public void An_input_that_coarse_levels_do_not_divide_gives_the_original_s_outputs()
    {
        var definition = OriginalModel.Detector(Small);
        var (codes, logits) = Networks.Run(
            definition, 192, 320, OriginalModel.SmallWeights(definition), Golden.Floats("model-small/infer-192x320/preprocessed_image0.npy"), 1, training: false);
        Near("infer-192x320/box_encodings_image0", codes, 1e-4);
        Near("infer-192x320/class_predictions_with_background_image0", logits, 1e-4);
        Near("infer-192x320/anchors", [.. MemoryMarshal.Cast<Box, float>(definition.Anchors.Generate(192, 320))], 1e-6);
    }

    [Fact]
    public void Maps_have_the_original_s_shapes_means_and_spreads()
    {
        var definition = OriginalModel.Detector(Small);
        var weights = OriginalModel.SmallWeights(definition);
        Check("infer", training: false, 1e-5);
        Check("train", training: true, 1e-3);

        void Check(string mode, bool training, double tolerance)
        {
            var expected = Golden.Json($"model-small/{mode}/stats.json").GetProperty("stats");
            (string Map, string Node)[] known = [.. Maps, ("pool1", "pool1_pool"), ("C2", "conv2_block3_out"), ("conv2_block1_out", "conv2_block1_out"), ("conv1_relu", "conv1_relu")];
            var maps = Networks.Maps(definition, weights, Golden.Floats("model-small/preprocessed.npy"), 2, training, [.. known.Select(map => map.Node)]);
            foreach (var (map, node) in known)
            {
                var (was, values) = (expected.GetProperty(map), maps[node]);
                Assert.Equal(was.GetProperty("shape").EnumerateArray().Aggregate(1, (product, side) => product * side.GetInt32()), values.Length);
                var (mean, size) = (values.Average(value => (double)value), values.Average(value => Math.Abs((double)value)));
                Assert.Equal(was.GetProperty("mean").GetDouble(), mean, tolerance * size);
                Assert.Equal(was.GetProperty("abs_mean").GetDouble(), size, tolerance * size);
                Assert.Equal(was.GetProperty("std").GetDouble(), Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), tolerance * size);
            }
        }
    }

    [Fact]
    public void Inputs_that_the_original_takes_are_taken_with_its_maps_and_no_others()
    {
        foreach (var entry in Golden.Json("model-small/minimum-size.json").EnumerateObject())
        {
            var sides = entry.Name.Trim('(', ')').Split(", ").Select(side => int.Parse(side, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            var resizer = $"model {{ ssd {{ image_resizer {{ fixed_shape_resizer {{ height: {sides[0]} width: {sides[1]} }} }} }} }}";
            var result = entry.Value.GetString()!;
            if (result.StartsWith("ok, feature maps ", StringComparison.Ordinal))
            {
                var maps = System.Text.Json.JsonSerializer.Deserialize<int[][]>(result["ok, feature maps ".Length..])!;
                Assert.Equal(maps.Sum(map => map[1] * map[2] * 6), OriginalModel.Detector(Small, resizer).GenerateAnchors().Length);
            }
            else
            {
                Assert.Throws<DetectorConfigException>(() => OriginalModel.Detector(Small, resizer));
            }
        }
    }

    private static void Near(string file, float[] actual, double tolerance)
    {
        var distance = Golden.Distance(Golden.Floats($"model-small/{file}.npy"), actual);
        Assert.True(distance <= tolerance, $"{file}: {distance}");
    }

    private static void NearFirst(string file, float[] actual, double tolerance) =>
        Near(file, actual[..Golden.Floats($"model-small/{file}.npy").Length], tolerance);

    private static IEnumerable<int> InCheckpoint(Variable variable) => variable.Shape is [var outputs, var inputs, var height, var width]
        ? [height, width, inputs, outputs]
        : variable.Shape;
}
