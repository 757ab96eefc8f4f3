namespace DigitPipeline.Pipelines.Tests.Sections;

public class GateSettingTests
{
    [Fact]
    public void Criteria_that_are_not_written_do_not_matter()
    {
        Assert.False(Texts.Settings(Texts.Least).Evaluate.Gate.Any);
        var settings = Texts.Settings(Texts.Least + "evaluate:\n  gate: { recognition_rate: 0.95, mAP: 0 }\n").Evaluate;
        Assert.Equal((.95, 0d, null, null), (settings.Gate.RecognitionRate, settings.Gate.MeanAveragePrecision, settings.Gate.NoClassBelow, settings.Gate.NotWorseThanPublished));
        Assert.Equal("""{"gate":{"mAP":0,"recognition_rate":0.95},"max_pictures":60}""", settings.CanonicalJson);
    }

    [Theory]
    [InlineData("{ recognition_rat: 0.9 }", "did you mean \"recognition_rate\"?")]
    [InlineData("{ mAP: 60 }", "expected a number from 0 to 1")]
    [InlineData("0.9", "expected criteria such as")]
    public void Mistakes_are_told(string gate, string says)
    {
        var error = Assert.Throws<PipelineSettingsException>(() => Texts.Settings(Texts.Least + $"evaluate:\n  gate: {gate}\n"));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }
}
