using CsCheck;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Export.Reading;

namespace DigitPipeline.Export.Tests.Reading;

public sealed class ReadingOrderTests
{
    [Fact]
    public void Rows_are_read_from_the_top_and_each_from_the_left()
    {
        DetectedObject[] detections = [At(.6f, .7f, 6), At(.1f, .5f, 2), At(.62f, .1f, 4), At(.12f, .1f, 1), At(.58f, .4f, 5), At(.09f, .8f, 3)];
        Assert.Equal("123\n456", Read(detections));
        Assert.Equal("123 456", ReadingOrder.Text(detections, Name, " "));
    }

    [Fact]
    public void A_row_may_fall_by_more_than_a_digits_height() =>
        Assert.Equal("12345", Read([At(.1f, .1f, 1), At(.18f, .3f, 2), At(.26f, .5f, 3), At(.34f, .7f, 4), At(.42f, .9f, 5)]));

    [Fact]
    public void A_small_digit_beside_a_large_one_is_in_its_row() =>
        Assert.Equal("17", Read([new(new Box(.1f, .1f, .9f, .4f), 1, 1), new(new Box(.5f, .5f, .6f, .55f), 7, 1)]));

    [Fact]
    public void Nothing_reads_as_nothing() => Assert.Equal("", Read([]));

    [Fact]
    public void Every_detection_is_read_once_whatever_the_order_of_the_list() =>
        Gen.Select(Gen.Float[0, .8f], Gen.Float[0, .8f], Gen.Int[1, 9], At).Array[0, 15].Sample(
            detections =>
            {
                var text = Read(detections);
                Assert.Equal(detections.Length, text.Replace("\n", "", StringComparison.Ordinal).Length);
                Assert.Equal(text, Read([.. detections.Distinct().Count() == detections.Length ? detections.Reverse() : detections]));
            },
            iter: 300);

    private static DetectedObject At(float y, float x, int id) => new(new Box(y, x, y + .15f, x + .1f), id, .9f);

    private static string Read(DetectedObject[] detections) => ReadingOrder.Text(detections, Name);

    private static string Name(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
