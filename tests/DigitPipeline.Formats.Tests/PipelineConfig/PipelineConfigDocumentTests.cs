using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Formats.Tests.PipelineConfig;

public class PipelineConfigDocumentTests
{
    private readonly PipelineConfigDocument _document = PipelineConfigDocument.Parse(
        "model {\n  ssd {\n    feature_extractor { type: 'x' }\n  }\n}\neval_input_reader { }\neval_input_reader {\n  shuffle: true\n}\n", "my.config");

    [Theory]
    [InlineData("model.ssd.feature_extractor.type", "my.config:3:25: ")]
    [InlineData("model.ssd.loss", "my.config:2:3: ")]
    [InlineData("eval_input_reader[0]", "my.config:6:1: ")]
    [InlineData("eval_input_reader[1].shuffle", "my.config:8:3: ")]
    [InlineData("eval_input_reader[0].shuffle", "my.config:6:1: ")]
    [InlineData("graph_rewriter.quantization", "my.config:1:1: ")]
    public void An_error_about_a_field_stands_at_the_field_or_where_it_is_missing(string path, string place) =>
        Assert.Equal($"{place}{path}: is not supported", _document.Error(path, "is not supported").Message);

    [Fact]
    public void All_fields_of_the_text_are_listed_with_their_places() =>
        Assert.Equal(
            [
                ("model", 1, 1), ("model.ssd", 2, 3), ("model.ssd.feature_extractor", 3, 5), ("model.ssd.feature_extractor.type", 3, 25),
                ("eval_input_reader", 6, 1), ("eval_input_reader", 7, 1), ("eval_input_reader.shuffle", 8, 3),
            ],
            _document.Mentions.Select(mention => (mention.Path, mention.Line, mention.Column)));

    [Fact]
    public void The_message_is_what_the_text_says() => Assert.True(_document.Config.EvalInputReader[1].Shuffle);
}
