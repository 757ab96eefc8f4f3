using CsCheck;

namespace DigitPipeline.Pipelines.Tests.Yaml;

public class YamlTreeTests
{
    [Theory]
    [InlineData("", "p.yaml:1:1: found no settings, expected sections such as data and train")]
    [InlineData("# only a comment\n", "p.yaml:1:1: found no settings, expected sections such as data and train")]
    [InlineData("---\n", "found nothing, expected sections: data, validate")]
    [InlineData("- data\n", "p.yaml:1:1: found a list, expected sections: data, validate")]
    [InlineData("data\n", "p.yaml:1:1: found 'data', expected sections: data, validate")]
    public void A_text_without_sections_is_refused(string yaml, string error) => Assert.Contains(error, Texts.Error(yaml));

    [Fact]
    public void A_key_that_comes_twice_is_refused_with_the_line_of_the_first()
    {
        Assert.Equal("p.yaml:6:3: found 'steps' twice, first in line 4; remove one of them", Texts.Error(Texts.Least + "  steps: 5"));
        Assert.Equal("p.yaml:6:1: found 'data' twice, first in line 1; remove one of them", Texts.Error(Texts.Least + "\"data\": {}"));
    }

    [Theory]
    [InlineData("config:\n\tpatch: {}", "p.yaml:7:1: found a tab in the indentation, expected spaces")]
    [InlineData("config:\n  patch:\n  \ta: 1", "p.yaml:8:3: found a tab in the indentation, expected spaces")]
    [InlineData("config: { patch: { a: 1 }", "p.yaml:6:26: found no valid YAML:")]
    [InlineData("config:\n  patch: [1, 2\n\n", "found no valid YAML:")]
    [InlineData("config: 'open", "p.yaml:6:9: found no valid YAML:")]
    [InlineData("config:\n  patch: {}\n bad: 1", "p.yaml:8:2: found no valid YAML:")]
    [InlineData("config: [\n b\ndone: d", "p.yaml:6:9: found no valid YAML: a list or mapping does not end where it should")]
    [InlineData("config: !![", "found no valid YAML: a tag is none")]
    [InlineData("config: @x", "p.yaml:6:9: found no valid YAML:")]
    [InlineData("config: x: y", "p.yaml:6:10: found no valid YAML:")]
    public void Text_that_is_no_yaml_is_refused_with_line_and_column(string lines, string error) =>
        Assert.Contains(error, Texts.Error(Texts.Least + lines));

    [Theory]
    [InlineData("config: &a {}", "p.yaml:6:9: found the anchor &a, which is not supported")]
    [InlineData("config: *a", "p.yaml:6:9: found the alias *a, which is not supported")]
    [InlineData("config: !!map {}", "p.yaml:6:9: found the tag tag:yaml.org,2002:map, which is not supported")]
    [InlineData("config: !secret x", "p.yaml:6:9: found the tag !secret, which is not supported")]
    [InlineData("---\nconfig: {}", "found a second document, expected one")]
    [InlineData("? [a, b]\n: 1", "p.yaml:6:3: found a list as a key, expected a name")]
    [InlineData("config: [[[[[[[[[[[[", "p.yaml:6:16: found values nested deeper than 8 levels")]
    public void What_settings_do_not_need_of_yaml_is_refused(string lines, string error) =>
        Assert.Contains(error, Texts.Error(Texts.Least + lines));

    [Fact]
    public void A_long_value_is_shortened_in_the_message() =>
        Assert.Contains($"found '{new string('x', 60)}...', expected true or false", Texts.Error(Texts.Least + "  zero_last_gamma: " + new string('x', 5000)));

    [Fact]
    public void Any_text_gives_settings_or_an_error_with_a_place()
    {
        string[] parts =
        [
            "data", "train", "config", "patch", "steps", "1", ":", ": ", " ", "  ", "\n", "\t", "-", "- ", "[", "]", "{", "}", "#", "'", "\"",
            "&", "*", "!", "|", ">", "?", "? ", ",", "~", "\\x", "%", "---", "...", "<<", "é", "😀",
        ];
        Gen.Int[0, parts.Length - 1].Select(index => parts[index]).Array[0, 30].Sample(text =>
        {
            try
            {
                Texts.Settings(string.Concat(text));
            }
            catch (PipelineSettingsException error)
            {
                Assert.Matches(@"^p\.yaml:[1-9]\d*:[1-9]\d*: ", error.Message);
            }
        });
    }
}
