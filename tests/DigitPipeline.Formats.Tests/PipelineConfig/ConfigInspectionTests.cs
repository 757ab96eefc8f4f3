using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Formats.Tests.PipelineConfig;

public class ConfigInspectionTests
{
    [Fact]
    public void The_canonical_text_has_fields_by_number_and_no_comments() =>
        Assert.Equal(
            "model {\n  ssd {\n    num_classes: 3\n  }\n}\ntrain_config {\n  batch_size: 8\n}\n",
            ConfigInspection.Canonical("train_config: <batch_size: 010> # eight\nmodel { ssd { num_classes: 3; } }", "a.config", "TrainEvalPipelineConfig"));

    [Fact]
    public void Json_has_the_names_of_the_fields_as_the_file_has_them() =>
        Assert.Equal(
            "{\n  \"item\": [\n    {\n      \"name\": \"a\",\n      \"id\": 1,\n      \"display_name\": \"A\"\n    }\n  ]\n}\n",
            ConfigInspection.Json("item { id: 1 name: 'a' display_name: 'A' }", "l.pbtxt", "object_detection.protos.StringIntLabelMap"));

    [Fact]
    public void Every_message_of_the_schema_can_be_named() =>
        Assert.Equal("batch_size: 2\n", ConfigInspection.Canonical("batch_size: 2", "t", "TrainConfig"));

    [Fact]
    public void An_unknown_message_is_refused_with_a_suggestion()
    {
        var error = Assert.Throws<ArgumentException>(() => ConfigInspection.Canonical(string.Empty, "t", "StringIntLabelMapp"));
        Assert.Contains("did you mean \"StringIntLabelMap\"?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_starts_with_file_line_and_column()
    {
        var error = Assert.Throws<FormatException>(() => ConfigInspection.Canonical("\n  modell { }", "my.config", "TrainEvalPipelineConfig"));
        Assert.StartsWith("my.config:2:3: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean \"model\"?", error.Message, StringComparison.Ordinal);
    }
}
