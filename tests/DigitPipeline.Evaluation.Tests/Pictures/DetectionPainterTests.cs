using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Evaluation.Pictures;

namespace DigitPipeline.Evaluation.Tests.Pictures;

public sealed class DetectionPainterTests
{
    [Fact]
    public void The_box_is_drawn_into_a_copy()
    {
        var picture = new RgbImage(100, 80, new byte[100 * 80 * 3]);
        var painted = DetectionPainter.Paint(picture, [new DetectedObject(new Box(.5f, .2f, .75f, .6f), 3, .9f)], id => id.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.All(picture.Pixels, p => Assert.Equal(0, p));
        var colour = Colour.OfClass(3);
        Assert.Equal(colour, At(painted, 20, 40));
        Assert.Equal(colour, At(painted, 59, 59));
        Assert.Equal(Colour.Black, At(painted, 60, 59));
        Assert.Equal(Colour.Black, At(painted, 40, 50));
    }

    [Fact]
    public void Boxes_outside_the_picture_and_unknown_letters_are_drawn_as_far_as_they_go()
    {
        var picture = SampleEvaluation.Picture(0, 33, 17);
        Box[] boxes = [new(-1, -1, 2, 2), new(.9f, .9f, .1f, .1f), new(float.NaN, 0, 1, float.PositiveInfinity), new(1, 1, 1, 1)];
        var painted = DetectionPainter.Paint(picture, boxes.Select((b, i) => new DetectedObject(b, i + 1, 1)), _ => "数字 ß");
        Assert.Equal((33, 17), (painted.Width, painted.Height));
    }

    [Fact]
    public void A_seven_is_drawn_as_a_seven()
    {
        var canvas = new Canvas(new RgbImage(7, 9, new byte[7 * 9 * 3]));
        canvas.Label(0, 0, "7", 1, Colour.White);
        var rows = Enumerable.Range(0, 9).Select(y => string.Concat(Enumerable.Range(0, 7).Select(x => At(canvas.Image, x, y) == Colour.Black ? '#' : '.')));
        Assert.Equal([".......", ".#####.", ".....#.", "....#..", "...#...", "..#....", "..#....", "..#....", "......."], rows);
    }

    private static Colour At(RgbImage image, int x, int y)
    {
        var place = (y * image.Width + x) * 3;
        return new Colour(image.Pixels[place], image.Pixels[place + 1], image.Pixels[place + 2]);
    }
}
