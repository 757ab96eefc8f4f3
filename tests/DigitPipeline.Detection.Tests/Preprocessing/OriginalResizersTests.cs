using System.Text.Json;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Preprocessing;

namespace DigitPipeline.Detection.Tests.Preprocessing;

/// <summary>Resizers against golden/odapi/augmentation.</summary>
public class OriginalResizersTests
{
    [Fact]
    public void A_fixed_shape_of_every_size_and_method_is_the_original_s()
    {
        var source = Golden.Npy("augmentation/resize_source_23x17.npy").Shape;
        var values = Golden.Floats("augmentation/resize_source_23x17.npy");
        foreach (var entry in Golden.Json("augmentation/resizers.json").GetProperty("fixed_shape").EnumerateArray())
        {
            var (file, kind) = ("augmentation/" + entry.GetProperty("file").GetString(), Kind(entry.GetProperty("method").GetString()!));
            var shape = entry.GetProperty("true_image_shape").EnumerateArray().Select(side => side.GetInt32()).ToArray();
            var result = new float[shape[0] * shape[1] * 3];
            new PictureInput(1, [0, 0, 0], kind).Fill(values, source[0], source[1], shape[0], shape[1], result);
            var off = Golden.Distance(Golden.Floats(file), result);
            Assert.True(off <= (kind is ResizeKind.LegacyBilinear or ResizeKind.LegacyNearest ? 0 : 1e-3), $"{file}: off by {off}");
        }
    }

    [Theory]
    [InlineData("01", 0, 0, 0)]
    [InlineData("02", 1, 2, 3)]
    public void Proportions_are_kept_and_the_rest_is_padded_as_by_the_original(string number, float red, float green, float blue)
    {
        var input = new PictureInput(1, [0, 0, 0], ResizeKind.LegacyBilinear) { Aspect = new AspectKeeping(40, 40, [red, green, blue]) };
        var source = Golden.Npy("augmentation/resize_source_23x17.npy").Shape;
        var result = new float[40 * 40 * 3];
        input.Fill(Golden.Floats("augmentation/resize_source_23x17.npy"), source[0], source[1], 40, 40, result);
        Assert.Equal(Golden.Floats($"augmentation/resizer_{number}.npy"), result);
        Assert.Equal((1f, 30f / 40), (input.WindowOf(source[0], source[1], 40, 40).YMax, input.WindowOf(source[0], source[1], 40, 40).XMax));
    }

    [Fact]
    public void Without_padding_pictures_are_resized_the_same_way()
    {
        var values = Golden.Floats("augmentation/resize_source_23x17.npy");
        var resized = Golden.Json("augmentation/resizers.json").GetProperty("other").EnumerateArray()
            .Where(entry => entry.GetProperty("shape")[2].GetInt32() == 3 &&
                entry.GetProperty("config").GetString()!.Split(' ')[0] is "identity_resizer" or "keep_aspect_ratio_resizer"
                && !entry.GetProperty("config").GetString()!.Contains("pad_to", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, resized.Count);
        foreach (var entry in resized)
        {
            var (height, width) = Size(entry.GetProperty("true_image_shape"));
            var result = new float[height * width * 3];
            new PictureInput(1, [0, 0, 0], ResizeKind.LegacyBilinear).Fill(values, 23, 17, height, width, result);
            Assert.Equal(Golden.Floats("augmentation/" + entry.GetProperty("file").GetString()), result);
        }
    }

    [Fact]
    public void The_sizes_that_keep_proportions_are_the_original_s()
    {
        foreach (var entry in Golden.Json("augmentation/resizers.json").GetProperty("keep_aspect_ratio_sizes").EnumerateArray())
        {
            var (height, width) = (entry.GetProperty("source")[0].GetInt32(), entry.GetProperty("source")[1].GetInt32());
            Assert.Equal(Size(entry.GetProperty("true_640_640")), new AspectKeeping(640, 640, [0, 0, 0]).SizeOf(height, width));
            Assert.Equal(Size(entry.GetProperty("true_600_1024")), new AspectKeeping(600, 1024, [0, 0, 0]).SizeOf(height, width));
        }
    }

    [Fact]
    public void Large_resizes_are_the_original_s_bit_for_bit()
    {
        foreach (var entry in Golden.Json("augmentation/resizers.json").GetProperty("large").EnumerateArray())
        {
            var shape = entry.GetProperty("source_shape").EnumerateArray().Select(side => side.GetInt32()).ToArray();
            var (height, width) = (entry.GetProperty("target")[0].GetInt32(), entry.GetProperty("target")[1].GetInt32());
            var picture = Large(shape[0]);
            Assert.Equal((shape[0], shape[1]), (picture.Height, picture.Width));
            var result = new float[height * width * 3];
            new PictureInput(1, [0, 0, 0], ResizeKind.LegacyBilinear).Fill(picture, height, width, result);
            var every = entry.GetProperty("sample_every").GetInt32();
            Assert.Equal(entry.GetProperty("sample").Floats(), result.Where((_, i) => i % every == 0));
        }
    }

    [Theory]
    [InlineData("identity_resizer { }")]
    [InlineData("conditional_shape_resizer { condition: GREATER size_threshold: 20 }")]
    [InlineData("pad_to_multiple_resizer { multiple: 8 }")]
    [InlineData("keep_aspect_ratio_resizer { min_dimension: 30 max_dimension: 40 }")]
    [InlineData("fixed_shape_resizer { height: 20 width: 20 convert_to_grayscale: true }")]
    public void A_resizer_that_gives_no_one_size_of_three_channels_is_refused(string resizer)
    {
        var error = Assert.Throws<DetectorConfigException>(() => Detector(resizer));
        Assert.StartsWith("model.ssd.image_resizer", error.Path, StringComparison.Ordinal);
    }

    // JPEG as the original decoded it; the PNG decodes to the same values everywhere.
    private static RgbImage Large(int height)
    {
        if (height == 109) return ImageDecoder.Decode(File.ReadAllBytes(Golden.Path("../../data/original/train/images (13).png")), "images (13).png");
        var (pixels, shape) = Golden.Npy($"model-small/image{(height == 83 ? 0 : 1)}_uint8.npy");
        return new RgbImage(shape[1], shape[0], pixels);
    }

    private static DetectorDefinition Detector(string resizer)
    {
        var config = OriginalModel.Config("model-small/pipeline.config");
        config.Model.Ssd.ImageResizer = new Formats.Protos.ImageResizer();
        config.MergeFrom(Formats.PipelineConfig.PipelineConfigFile.Parse($"model {{ ssd {{ image_resizer {{ {resizer} }} }} }}", "resizer"));
        return DetectorFactory.FromConfig(config, zeroLastGamma: false);
    }

    private static (int Height, int Width) Size(JsonElement shape) => (shape[0].GetInt32(), shape[1].GetInt32());

    private static ResizeKind Kind(string method) => method switch
    {
        "BILINEAR" => ResizeKind.LegacyBilinear,
        "NEAREST_NEIGHBOR" => ResizeKind.LegacyNearest,
        "BICUBIC" => ResizeKind.LegacyBicubic,
        _ => ResizeKind.LegacyArea,
    };
}
