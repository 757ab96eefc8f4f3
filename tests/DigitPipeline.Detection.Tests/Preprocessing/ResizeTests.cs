using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Preprocessing;

namespace DigitPipeline.Detection.Tests.Preprocessing;

public class ResizeTests
{
    [Theory]
    [InlineData("11x9")]
    [InlineData("17x23")]
    [InlineData("1x1")]
    [InlineData("22x16")]
    [InlineData("33x50")]
    [InlineData("46x34")]
    [InlineData("5x100")]
    [InlineData("64x64")]
    public void The_legacy_resize_is_the_original_s_bit_for_bit(string size)
    {
        var source = Golden.Npy("augmentation/resize_source_23x17.npy").Shape;
        var expected = Golden.Npy($"augmentation/resize_{size}_bilinear.npy").Shape;
        var result = new float[expected[0] * expected[1] * 3];
        LegacyBilinearResize.Apply(Golden.Floats("augmentation/resize_source_23x17.npy"), source[0], source[1], expected[0], expected[1], result);
        Assert.Equal(Golden.Floats($"augmentation/resize_{size}_bilinear.npy"), result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Pictures_become_the_network_s_input_as_in_the_original(int number)
    {
        var (pixels, shape) = Golden.Npy(FormattableString.Invariant($"model-small/image{number}_uint8.npy"));
        var input = new PictureInput(1, [-123.68f, -116.779f, -103.939f], ResizeKind.LegacyBilinear);
        var result = new float[256 * 256 * 3];
        input.Fill(new RgbImage(shape[1], shape[0], pixels), 256, 256, result);
        Assert.True(Golden.Distance(Golden.Floats("model-small/preprocessed.npy").AsSpan(number * result.Length, result.Length), result) <= 1e-6);
    }

    [Fact]
    public void Shrinking_with_antialiasing_keeps_the_mean_of_a_fine_pattern()
    {
        var pixels = new byte[60 * 60 * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((i / 3 % 60 % 2) * 200);
        }

        var result = new PictureInput(1, [0, 0, 0], ResizeKind.Antialiased).ResizePicture(new RgbImage(60, 60, pixels), 20, 20);
        Assert.All(result.Pixels, value => Assert.InRange(value, 60, 140));
    }

    [Fact]
    public void A_picture_of_the_right_size_is_not_changed()
    {
        var picture = new RgbImage(7, 5, [.. Enumerable.Range(0, 105).Select(value => (byte)value)]);
        var result = new float[105];
        new PictureInput(1, [0, 0, 0], ResizeKind.Antialiased).Fill(picture, 5, 7, result);
        Assert.Equal(picture.Pixels.Select(value => (float)value), result);
    }
}
