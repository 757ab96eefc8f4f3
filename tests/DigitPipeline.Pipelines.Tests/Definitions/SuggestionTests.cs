namespace DigitPipeline.Pipelines.Tests.Definitions;

public class SuggestionTests
{
    [Theory]
    [InlineData("bacth_size", "batch_size")]
    [InlineData("batchsize", "batch_size")]
    [InlineData("BATCH_SIZE", "batch_size")]
    [InlineData("warmup", "warm_up")]
    [InlineData("kernel_decya", "kernel_decay")]
    public void A_mistyped_setting_is_recognised(string typed, string meant) =>
        Assert.EndsWith($"did you mean \"{meant}\"?", Texts.Error(Texts.Least.Replace("steps: 100", $"{typed}: 1")));

    [Theory]
    [InlineData("x")]
    [InlineData("epochs_of_training")]
    public void Nothing_is_guessed_where_nothing_is_near(string typed) =>
        Assert.DoesNotContain("did you mean", Texts.Error(Texts.Least.Replace("steps: 100", $"{typed}: 1")));

    [Fact]
    public void A_very_long_key_is_refused_quickly() =>
        Assert.DoesNotContain("did you mean", Texts.Error(Texts.Least + "  ? " + string.Concat(Enumerable.Repeat("steps", 1000)) + "\n  : 1"));
}
