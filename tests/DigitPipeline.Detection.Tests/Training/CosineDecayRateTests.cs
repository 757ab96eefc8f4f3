using DigitPipeline.Detection.Training;

namespace DigitPipeline.Detection.Tests.Training;

public class CosineDecayRateTests
{
    [Theory]
    [InlineData(0, .0133330002f)]
    [InlineData(1, .013346334f)]
    [InlineData(1000, .0266664997f)]
    [InlineData(2000, .0399999991f)]
    [InlineData(13500, .0199999977f)]
    [InlineData(24999, 0)]
    [InlineData(25001, 0)]
    public void Rates_are_those_of_the_original(long step, float expected) =>
        Assert.Equal(expected, new CosineDecayRate(.04f, 25000, .013333f, 2000, 0).At(step), 4e-9f);
}
