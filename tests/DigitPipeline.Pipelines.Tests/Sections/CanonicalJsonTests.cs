using System.Text;
using System.Text.Json;
using CsCheck;

namespace DigitPipeline.Pipelines.Tests.Sections;

public class CanonicalJsonTests
{
    private static readonly (string Section, string[] Settings)[] Sections =
    [
        ("data", ["directory: pictures"]),
        ("train", ["steps: 100", "batch_size: 12", "replicas: 3", "rate: 1e-3", "zero_last_gamma: false", "sizes: [{ until: .5, height: 64, width: 96 }]"]),
        ("config", ["patch: { b.c: 2, \"a\": x }"]),
        ("validate", ["ignore: [BOX002, BOX001]", "min_box_side: 3"]),
        ("synthesis", ["rate: 0.5", "pen_share: 0.25"]),
    ];

    [Fact]
    public void Keys_are_sorted_and_numbers_written_in_one_way()
    {
        var settings = Texts.Settings(Texts.Least + "export:\n  tolerance: 1.50e-3\n  checkpoint: True\n");
        Assert.Equal("""{"checkpoint":true,"input_type":"image_tensor","saved_model":true,"tolerance":0.0015,"variants":true,"verify_pictures":20}""", settings.Export.CanonicalJson);
    }

    [Fact]
    public void The_text_of_a_patch_and_the_order_of_sizes_are_kept()
    {
        var settings = Texts.Settings("""
            data: { directory: pictures }
            config: { patch: { z: 0.50, a: "1" } }
            train: { steps: 1, batch_size: 2, sizes: [{ width: 96, height: 64, until: .25 }, { until: 1, height: 96, width: 96 }] }
            """);
        Assert.Equal("""{"patch":{"a":"1","z":"0.50"}}""", settings.Config.CanonicalJson);
        Assert.Contains("""[{"height":64,"until":0.25,"width":96},{"height":96,"until":1,"width":96}]""", settings.Train.CanonicalJson);
    }

    [Theory]
    [InlineData("0", "-0")]
    [InlineData("0.5", ".5")]
    [InlineData("1", "1.0e0")]
    [InlineData("0.25", "+0.250")]
    public void Numbers_that_are_equal_are_written_alike(string one, string other) =>
        Assert.Equal(Texts.Settings(Texts.Least + $"synthesis: {{ rate: {one} }}"), Texts.Settings(Texts.Least + $"synthesis: {{ rate: {other} }}"));

    [Fact]
    public void A_default_written_out_is_the_same_as_one_left_out() =>
        Assert.Equal(Texts.Settings(Texts.Least), Texts.Settings(Texts.Least + "  replicas: 2\nvalidate:\nconfig:\n  patch:\n"));

    [Fact]
    public void Another_value_gives_other_settings() =>
        Assert.NotEqual(Texts.Settings(Texts.Least), Texts.Settings(Texts.Least + "  replicas: 1\n"));

    [Fact]
    public void Sections_depend_on_their_own_settings_only()
    {
        var (one, other) = (Texts.Settings(Texts.Least), Texts.Settings(Texts.Least + "export: { checkpoint: false }"));
        Assert.Equal(one.Train, other.Train);
        Assert.NotEqual(one.Export, other.Export);
    }

    [Fact]
    public void Order_comments_and_white_space_do_not_matter()
    {
        var expected = Texts.Settings(Write(Sections, 2, 0));
        var texts =
            from sections in Gen.Shuffle(Sections)
            from settings in Gen.Int[0, 1000]
            from indentation in Gen.Int[1, 6]
            from comments in Gen.Int
            select Write([.. sections.Select(section => (section.Section, Rotated(section.Settings, settings)))], indentation, comments);
        texts.Sample(text => Texts.Settings(text).Equals(expected));
    }

    [Fact]
    public void Every_section_is_json_with_ordered_keys()
    {
        var settings = Texts.Settings(Write(Sections, 2, 0));
        foreach (var section in PipelineSettings.Definitions)
        {
            using var json = JsonDocument.Parse(settings.Section(section.Name).CanonicalJson);
            var keys = json.RootElement.EnumerateObject().Select(property => property.Name).ToList();
            Assert.Equal(section.Settings.Select(setting => setting.Name).Order(StringComparer.Ordinal), keys);
        }
    }

    private static string[] Rotated(string[] settings, int by) => [.. settings[(by % settings.Length)..], .. settings[..(by % settings.Length)]];

    // The bits of comments say where one stands, or an empty line.
    private static string Write((string Section, string[] Settings)[] sections, int indentation, int comments)
    {
        var (text, line) = (new StringBuilder(), 0);
        foreach (var (section, settings) in sections)
        {
            text.Append($"{section}:{Ending()}");
            foreach (var setting in settings) text.Append(' ', indentation).Append(setting).Append(Ending());
        }

        return text.ToString();

        string Ending() => (comments >> (line++ * 2 % 30) & 3) switch { 0 => "\n", 1 => "  # why\n", 2 => "\n\n", _ => "   \n# above\n" };
    }
}
