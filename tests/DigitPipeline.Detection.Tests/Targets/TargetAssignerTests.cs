using System.Runtime.InteropServices;
using System.Text.Json;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Anchors;
using DigitPipeline.Detection.Augmentation;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Losses;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.Tests.Targets;

public class TargetAssignerTests
{
    private static readonly FasterRcnnBoxCoder Coder = new(10, 10, 5, 5);
    private static readonly MultiscaleAnchors Anchors = new(3, 7, 4, [1, 2, .5f], 2);

    [Theory]
    [InlineData("default")]
    [InlineData("no_force")]
    [InlineData("ignore_band_.6_.4")]
    [InlineData("ignore_band_reversed")]
    [InlineData("ignore_thresholds")]
    [InlineData("gather_not_matmul")]
    [InlineData("background_not_zeros")]
    [InlineData("negative_class_weight_.5")]
    public void Targets_of_every_case_are_those_of_the_original(string setting)
    {
        var config = OriginalModel.Config("model-small/pipeline.config", Golden.Json("targets/settings.json").GetProperty(setting).GetString()!);
        var objective = ObjectiveReader.FromConfig(config);
        var assigner = new TargetAssigner(objective.Matcher, Coder, 10, hasBackground: true);
        var cases = Golden.Json("targets/cases.json");
        foreach (var expected in Golden.Json($"targets/expected_{setting}.json").EnumerateObject())
        {
            foreach (var size in expected.Value.EnumerateObject())
            {
                var side = int.Parse(size.Name, System.Globalization.CultureInfo.InvariantCulture);
                Compare($"{expected.Name} at {side}", size.Value, Assign(assigner, cases.GetProperty(expected.Name), side));
                Negatives(size.Value.GetProperty("other_anchors"), objective.Loss);
            }
        }
    }

    [Fact]
    public void Overlaps_are_those_of_the_original()
    {
        var (boxes, anchors) = (Boxes("targets/coder_boxes.npy"), Boxes("targets/coder_anchors.npy"));
        var (ious, ioas) = (Golden.Floats("targets/iou_boxes_by_anchors_40x40.npy"), Golden.Floats("targets/ioa_boxes_by_anchors_40x40.npy"));
        for (var i = 0; i < 40 * 40; i++)
        {
            var (box, anchor) = (boxes[i / 40], anchors[i % 40]);
            Assert.Equal(ious[i], ArgMaxMatcher.IoU(box, anchor), 1e-6f);
            Assert.Equal(ioas[i], BoxWindow.Covered(anchor, box), 1e-6f);
        }

        static Box[] Boxes(string name) => MemoryMarshal.Cast<float, Box>(Golden.Floats(name))[..40].ToArray();
    }

    [Fact]
    public void Where_true_overlaps_tie_rounding_in_float32_decides_as_in_the_original()
    {
        var assigner = new TargetAssigner(new ArgMaxMatcher(.5f, .5f, true), Coder, 10, hasBackground: true);
        var (cases, expected) = (Golden.Json("targets/cases.json"), Golden.Json("targets/expected_default.json"));
        var ties = Golden.Json("targets/sensitivity.json").EnumerateObject().Where(entry => entry.Value.GetProperty("which_in_float64").GetArrayLength() > 0).ToList();
        Assert.Equal(10, ties.Count);
        foreach (var tie in ties)
        {
            var (name, side) = (tie.Name.Split('/')[0], int.Parse(tie.Name.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture));
            var positives = Assign(assigner, cases.GetProperty(name), side).Positives.Select(positive => positive.Anchor).ToHashSet();
            var wanted = expected.GetProperty(name).GetProperty($"{side}").GetProperty("positive_anchor").EnumerateArray().Select(anchor => anchor.GetInt32()).ToHashSet();
            Assert.All(tie.Value.GetProperty("which_in_float64").EnumerateArray(), anchor => Assert.Equal(wanted.Contains(anchor.GetInt32()), positives.Contains(anchor.GetInt32())));
        }
    }

    [Fact]
    public void Without_a_background_column_the_first_class_has_column_0()
    {
        var assigner = new TargetAssigner(new ArgMaxMatcher(.5f, .5f, true), Coder, 10, hasBackground: false);
        var anchors = Anchors.Generate(128, 128);
        var targets = assigner.Assign([new GroundTruth(new Box(.2f, .2f, .6f, .6f), 1)], [], anchors);
        Assert.NotEmpty(targets.Positives);
        Assert.All(targets.Positives, positive => Assert.Equal(0, positive.Column));
    }

    private static DetectionTargets Assign(TargetAssigner assigner, JsonElement data, int side)
    {
        var boxes = data.GetProperty("boxes").EnumerateArray().Select(box => MemoryMarshal.Read<Box>(MemoryMarshal.AsBytes(box.Floats().AsSpan())));
        var ids = data.GetProperty("label_ids").EnumerateArray().Select(id => id.GetInt32());
        var weights = data.GetProperty("weights") is { ValueKind: JsonValueKind.Array } given ? given.Floats() : [];
        return assigner.Assign([.. boxes.Zip(ids, (box, id) => new GroundTruth(box, id))], weights, Anchors.Generate(side, side));
    }

    // What the loss makes of anchors that have no box.
    private static void Negatives(JsonElement expected, DetectionLoss loss)
    {
        Assert.All(expected.GetProperty("negative_cls_weights").Floats(), weight => Assert.Equal(weight, loss.NegativeWeight));
        Assert.All(expected.GetProperty("ignored_cls_weights").Floats(), weight => Assert.Equal(0, weight));
        float[] target = [loss.RaiseBackground ? 1 : 0, .. new float[10]];
        Assert.All(expected.GetProperty("cls_target_rows").EnumerateArray(), row => Assert.Equal(target, row.Floats()));
    }

    private static void Compare(string name, JsonElement expected, DetectionTargets actual)
    {
        Assert.Equal(Integers("positive_anchor"), actual.Positives.Select(positive => positive.Anchor));
        Assert.Equal(Integers("positive_row"), actual.Positives.Select(positive => positive.Object));
        Assert.Equal(Integers("positive_cls_target_column"), actual.Positives.Select(positive => positive.Column));
        Assert.Equal(Integers("ignored_anchor"), actual.Ignored);
        Assert.Equal(expected.GetProperty("positive_reg_weights").Floats(), actual.Positives.Select(positive => positive.Weight));
        var codes = expected.GetProperty("positive_reg_targets").EnumerateArray().SelectMany(code => code.Floats()).ToArray();
        var own = actual.Positives.SelectMany(positive => new[] { positive.Code.Y, positive.Code.X, positive.Code.Height, positive.Code.Width }).ToArray();
        for (var i = 0; i < codes.Length; i++)
        {
            Assert.True(
                (float.IsNaN(codes[i]) && float.IsNaN(own[i])) || Math.Abs(codes[i] - own[i]) <= 2e-5 * Math.Max(1, Math.Abs(codes[i])),
                $"{name}, code {i}: {codes[i]} {own[i]}");
        }

        IEnumerable<int> Integers(string property) => expected.GetProperty(property).EnumerateArray().Select(value => value.GetInt32());
    }
}
