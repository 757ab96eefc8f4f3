using System.Runtime.InteropServices;
using CsCheck;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.Tests.Targets;

public class FasterRcnnBoxCoderTests
{
    private static readonly FasterRcnnBoxCoder Coder = new(10, 10, 5, 5);

    [Fact]
    public void Codes_are_those_of_the_original()
    {
        var (anchors, boxes) = (Boxes("coder_anchors"), Boxes("coder_boxes"));
        var expected = Golden.Floats("targets/coder_encoded.npy");
        var codes = boxes.Zip(anchors, Coder.Encode).ToArray();
        var actual = MemoryMarshal.Cast<BoxCode, float>(codes);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                (float.IsNaN(expected[i]) && float.IsNaN(actual[i])) || Math.Abs(expected[i] - actual[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])),
                $"{i}: {expected[i]} {actual[i]}");
        }
    }

    [Fact]
    public void Decoded_boxes_are_those_of_the_original()
    {
        var codes = MemoryMarshal.Cast<float, BoxCode>(Golden.Floats("targets/coder_codes.npy")).ToArray();
        var decoded = codes.Zip(Boxes("coder_anchors"), Coder.Decode).ToArray();
        var expected = Golden.Floats("targets/coder_decoded.npy");
        var actual = MemoryMarshal.Cast<Box, float>(decoded);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])), $"{i}: {expected[i]} {actual[i]}");
        }
    }

    [Fact]
    public void Decoding_undoes_encoding()
    {
        var box = Gen.Select(Gen.Float[0, .8f], Gen.Float[0, .8f], Gen.Float[.02f, .2f], Gen.Float[.02f, .2f])
            .Select((y, x, height, width) => new Box(y, x, y + height, x + width));
        box.Select(box).Sample((a, anchor) =>
        {
            var back = Coder.Decode(Coder.Encode(a, anchor), anchor);
            return a.IoU(back) > .999f;
        });
    }

    private static Box[] Boxes(string name) => MemoryMarshal.Cast<float, Box>(Golden.Floats($"targets/{name}.npy")).ToArray();
}
