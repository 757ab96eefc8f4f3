using DigitPipeline.Detection.Augmentation;

namespace DigitPipeline.Detection.Tests.Augmentation;

public class FlipTests
{
    [Theory]
    [InlineData("random_horizontal_flip")]
    [InlineData("random_vertical_flip")]
    [InlineData("random_rotation90")]
    public void Pixels_and_boxes_go_where_the_original_s_go(string name)
    {
        var golden = Golden.Json("augmentation/flip.json");
        var picture = OriginalPictures.Of(golden.GetProperty("image"), OriginalPictures.Objects(golden.GetProperty("boxes")));
        var turned = name switch
        {
            "random_horizontal_flip" => HorizontalFlip.Flip(picture),
            "random_vertical_flip" => VerticalFlip.Flip(picture),
            _ => QuarterTurn.Turn(picture),
        };
        var expected = OriginalPictures.Of(golden.GetProperty(name).GetProperty("image"), []);
        Assert.Equal((expected.Height, expected.Width), (turned.Height, turned.Width));
        Assert.Equal(expected.Values, turned.Values);
        OriginalPictures.Same(golden.GetProperty(name).GetProperty("boxes"), turned.Objects);
    }
}
