using System.Text.Json;
using DigitPipeline.Datasets.Images;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Tests.Images;

public class ImageDecoderTests
{
    [Fact]
    public void Every_golden_picture_decodes_as_the_original_does()
    {
        foreach (var picture in Golden.Json("golden", "images", "pictures.json").GetProperty("pictures").EnumerateArray())
        {
            var file = picture.GetProperty("file").GetString()!;
            var (shape, expected) = Golden.Npy("golden", "images", Expected(file, picture));

            var image = ImageDecoder.Decode(File.ReadAllBytes(Golden.Path("golden", "images", file)), file);

            Assert.Equal((shape[0], shape[1]), (image.Height, image.Width));
            var largest = image.Pixels.Zip(expected, (one, other) => Math.Abs(one - other)).Max();
            Assert.True(largest <= 1, $"{file}: a value differs by {largest}");
        }
    }

    [Fact]
    public void Jpegs_are_as_near_to_TensorFlow_s_default_decoder_as_their_transforms_are_to_each_other()
    {
        var pictures = Golden.Json("golden", "images", "pictures.json").GetProperty("pictures").EnumerateArray()
            .Where(picture => picture.TryGetProperty("tfDecodeJpegDefault", out _)).ToList();
        Assert.Equal(23, pictures.Count);
        foreach (var picture in pictures)
        {
            var file = picture.GetProperty("file").GetString()!;
            var (_, expected) = Golden.Npy("golden", "images", picture.GetProperty("tfDecodeJpegDefault").GetString()!);
            var differences = ImageDecoder.Decode(File.ReadAllBytes(Golden.Path("golden", "images", file)), file).Pixels
                .Zip(expected, (one, other) => Math.Abs(one - other)).ToList();
            Assert.InRange(differences.Max(), 0, 12);
            Assert.InRange(differences.Average(), 0, 1.75);
        }
    }

    [Fact]
    public void Every_broken_golden_picture_is_an_error_that_names_the_file_unless_the_original_reads_it_too()
    {
        foreach (var picture in Golden.Json("golden", "images", "broken.json").GetProperty("pictures").EnumerateArray())
        {
            var file = picture.GetProperty("file").GetString()!;
            var bytes = File.ReadAllBytes(Golden.Path("golden", "images", file));
            if (picture.GetProperty("tfDecodeImage").GetProperty("ok").GetBoolean() && !file.EndsWith("bomb-60000.gif", StringComparison.Ordinal))
            {
                Assert.Equal(61, ImageDecoder.Decode(bytes, file).Width);
                continue;
            }

            var error = Assert.Throws<FormatException>(() => ImageDecoder.Decode(bytes, file));
            Assert.StartsWith(file + ":", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Jpeg)]
    public void A_picture_cut_at_any_byte_is_an_error(PictureFormat format)
    {
        var whole = format == PictureFormat.Png ? ImageEncoder.Png(TestPictures.Gradient(23, 17)) : ImageEncoder.Jpeg(TestPictures.Gradient(23, 17));
        Assert.Equal(new PictureHeader(format, 23, 17), ImageDecoder.Check(whole, "whole"));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<FormatException>(() => ImageDecoder.Decode(whole.AsMemory(0, length), "cut"));
        }
    }

    [Fact]
    public void A_png_comes_back_as_it_was_encoded()
    {
        var picture = TestPictures.Gradient(31, 9);
        Assert.Equal(picture.Pixels, ImageDecoder.Decode(ImageEncoder.Png(picture), "picture").Pixels);
    }

    [Theory]
    [InlineData(20_000, 20_000)]
    [InlineData(70_000, 1)]
    [InlineData(0, 10)]
    [InlineData(14_000, 14_000)]
    public void A_header_that_claims_more_than_it_can_hold_is_refused_before_anything_is_allocated(int width, int height)
    {
        var png = ImageEncoder.Png(TestPictures.Gradient(4, 4));
        TestPictures.ClaimPngSize(png, width, height);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<FormatException>(() => ImageDecoder.Decode(png, "bomb.png"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_megabyte_of_anything_is_an_error_with_its_first_bytes()
    {
        var garbage = new byte[1_000_000];
        new Random(1).NextBytes(garbage);
        var error = Assert.Throws<FormatException>(() => ImageDecoder.Decode(garbage, "garbage.jpg"));
        Assert.Contains("expected a JPEG, PNG, BMP, GIF or WebP picture", error.Message, StringComparison.Ordinal);

        (garbage[0], garbage[1], garbage[2]) = (0xff, 0xd8, 0xff);
        Assert.Throws<FormatException>(() => ImageDecoder.Decode(garbage, "garbage.jpg"));
    }

    // TensorFlow's default is a faster and rougher DCT, and it does not follow the palette of a BMP.
    private static string Expected(string file, JsonElement picture)
    {
        string[] best = file.EndsWith("palette-8.bmp", StringComparison.Ordinal)
            ? ["pillowRgb"]
            : ["tfDecodeJpegIntegerAccurate", "tfDecodeImage", "pillowRgb"];
        return best.Select(name => picture.TryGetProperty(name, out var path) ? path.GetString() : null).First(path => path is not null)!;
    }
}
