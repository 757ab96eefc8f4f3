using DigitPipeline.Formats.Tests.Protos;
using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Formats.Tests.TextFormat;

public class NestingTests
{
    [Theory]
    [InlineData("m{")]
    [InlineData("m<")]
    [InlineData("rm:[{")]
    [InlineData("[golden.ext_m]{")]
    [InlineData("cm: {")]
    public void Endless_nesting_is_refused(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 100_000));
        Assert.Throws<FormatException>(() => new TextFormatParser().Parse<AllTypes>(text, "deep"));
    }

    [Fact]
    public void Messages_nested_as_deep_as_allowed_are_read_and_printed()
    {
        var depth = TextFormatParser.DeepestNesting;
        var text = string.Concat(Enumerable.Repeat("m{", depth)) + string.Concat(Enumerable.Repeat("}", depth));
        var message = new TextFormatParser().Parse<AllTypes>(text, "deep");
        Assert.Equal(message, new TextFormatParser().Parse<AllTypes>(TextFormatPrinter.Print(message), "printed"));
    }
}
