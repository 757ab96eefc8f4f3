using System.Runtime.InteropServices;
using System.Text.Json;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Anchors;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.Tests.Targets;

public class TargetAssignerTests
{
    private static readonly FasterRcnnBoxCoder Coder = new(10, 10, 5, 5);
    private static readonly MultiscaleAnchors Anchors = new(3, 7, 4, [1, 2, .5f], 2);

    [Theory]
    [InlineData("default", .5f, .5f, true)]
    [InlineData("no_force", .5f, .5f, false)]
    [InlineData("ignore_band_.6_.4", .6f, .4f, true)]
    public void Targets_of_every_case_are_those_of_the_original(string setting, float matched, float unmatched, bool force)
    {
        var assigner = new TargetAssigner(new ArgMaxMatcher(matched, unmatched, force), Coder, 10, hasBackground: true);
        var cases = Golden.Json("targets/cases.json");
        foreach (var expected in Golden.Json($"targets/expected_{setting}.json").EnumerateObject())
        {
            foreach (var size in expected.Value.EnumerateObject())
            {
                var side = int.Parse(size.Name, System.Globalization.CultureInfo.InvariantCulture);
                Compare($"{expected.Name} at {side}", size.Value, Assign(assigner, cases.GetProperty(expected.Name), side));
            }
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
