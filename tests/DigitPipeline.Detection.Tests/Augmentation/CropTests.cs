using System.Globalization;
using System.Text.Json;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Augmentation;

namespace DigitPipeline.Detection.Tests.Augmentation;

public class CropTests
{
    [Fact]
    public void A_crop_keeps_the_pixels_and_objects_that_the_original_s_keeps()
    {
        var golden = Golden.Json("augmentation/crop.json");
        var picture = OriginalPictures.Read("model-small/image0_uint8.npy", OriginalPictures.Objects(golden.GetProperty("boxes")));
        Assert.Equal(36, golden.GetProperty("cases").GetArrayLength());
        foreach (var entry in golden.GetProperty("cases").EnumerateArray())
        {
            var cropped = RandomCrop.Crop(
                picture, Window(entry.GetProperty("window_pixels")), entry.GetProperty("overlap_thresh").GetSingle(), entry.GetProperty("clip_boxes").GetBoolean());
            Assert.Equal(entry.GetProperty("image_shape").EnumerateArray().Select(side => side.GetInt32()), [cropped.Height, cropped.Width, 3]);
            Assert.Equal(entry.GetProperty("image_sum").GetDouble(), cropped.Values.Sum(value => (double)value), 1e-6 * cropped.Values.Length * 255);
            Assert.Equal(entry.GetProperty("kept_labels").EnumerateArray().Select(label => label.GetInt32()), cropped.Objects.Select(item => item.ClassId));
            OriginalPictures.Same(entry.GetProperty("kept_boxes"), cropped.Objects);
        }
    }

    [Fact]
    public void Boxes_seen_from_a_window_are_the_original_s()
    {
        var golden = Golden.Json("augmentation/box_list_ops.json");
        var boxes = OriginalPictures.Boxes(golden.GetProperty("boxes")).ToList();
        var corners = golden.GetProperty("window").Floats();
        var window = new Box(corners[0], corners[1], corners[2], corners[3]);
        Assert.Equal(Rows("prune_completely_outside_window"), Where(box => !BoxWindow.IsOutside(box, window)));
        Assert.Equal(Rows("prune_non_overlapping_0_3"), Where(box => BoxWindow.Covered(box, window) >= .3f));
        OriginalPictures.Same(golden.GetProperty("change_coordinate_frame"), [.. boxes.Select(box => new GroundTruth(BoxWindow.Reframe(box, window), 1))]);
        OriginalPictures.Same(golden.GetProperty("scale_2_3"), [.. boxes.Select(box => new GroundTruth(box.Scale(2, 3), 1))]);

        IEnumerable<int> Rows(string name) => golden.GetProperty(name).EnumerateArray().Select(row => row.GetInt32());

        IEnumerable<int> Where(Func<Box, bool> keeps) => boxes.Select((box, i) => (box, i)).Where(entry => keeps(entry.box)).Select(entry => entry.i);
    }

    [Fact]
    public void Windows_are_distributed_as_those_of_TensorFlow_s_sampler()
    {
        var golden = Golden.Json("augmentation/crop_sampler_statistics.json");
        var percentiles = golden.GetProperty("percentiles").EnumerateArray().Select(value => value.GetDouble()).ToList();
        foreach (var size in golden.GetProperty("sizes").EnumerateObject())
        {
            var sides = size.Name.Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture)).ToArray();
            var (height, width) = (sides[0], sides[1]);
            var windows = Enumerable.Range(0, 4000).Select(i => Draw(height, width, i)).ToList();
            Near(size.Value, "height", percentiles, [.. windows.Select(window => (double)window.Height)], .02 * height);
            Near(size.Value, "width", percentiles, [.. windows.Select(window => (double)window.Width)], .02 * width);
            Near(size.Value, "y", percentiles, [.. windows.Select(window => (double)window.Y)], .02 * height);
            Near(size.Value, "x", percentiles, [.. windows.Select(window => (double)window.X)], .02 * width);
            Near(size.Value, "area_fraction", percentiles, [.. windows.Select(window => (double)window.Height * window.Width / height / width)], .02);
            var full = windows.Count(window => (window.Height, window.Width) == (height, width)) / 4000.0;
            Assert.Equal(size.Value.GetProperty("fraction_full_image").GetDouble(), full, .002);
        }
    }

    [Fact]
    public void A_window_covers_an_object_as_far_as_it_must()
    {
        var options = new CropOptions(.7f, .5f, 2, .1f, 1, .7f, true, 0);
        var item = new GroundTruth(new Box(.4f, .4f, .6f, .7f), 3);
        for (var i = 0; i < 200; i++)
        {
            var window = CropSampler.Draw(90, 120, [item.Box], options, CounterRandom.For(3, "crop", i));
            Assert.True(BoxWindow.Covered(item.Box, window.In(90, 120)) > .6f, $"{window}");
        }
    }

    private static PixelWindow Draw(int height, int width, int i) => CropSampler.Draw(
        height, width, [new Box(.2f, .2f, .8f, .8f)], new CropOptions(0, .75f, 3, .75f, 1, 0, true, 0), CounterRandom.For(7, "crop", i));

    private static PixelWindow Window(JsonElement json) => new(
        json.GetProperty("y").GetInt32(), json.GetProperty("x").GetInt32(), json.GetProperty("height").GetInt32(), json.GetProperty("width").GetInt32());

    // The ends of a sample of 4000 are less sure than what lies between.
    private static void Near(JsonElement size, string name, List<double> percentiles, List<double> drawn, double tolerance)
    {
        var expected = size.GetProperty(name).EnumerateArray().Select(value => value.GetDouble()).ToList();
        drawn.Sort();
        foreach (var (percent, was) in percentiles.Zip(expected).Where(pair => pair.First is > 0 and < 100))
        {
            var now = drawn[(int)(percent / 100 * (drawn.Count - 1))];
            Assert.True(Math.Abs(was - now) <= tolerance, $"{name} at {percent} %: {was} {now}");
        }
    }
}
