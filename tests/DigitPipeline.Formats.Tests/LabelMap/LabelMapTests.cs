using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.TextFormat;
using Map = DigitPipeline.Formats.LabelMap.LabelMap;

namespace DigitPipeline.Formats.Tests.LabelMap;

public class LabelMapTests
{
    [Fact]
    public void Items_are_sorted_by_id_and_found_by_id_and_by_name()
    {
        var map = Parse("item { id: 2 name: 'cat' }\nitem: [{ name: \"dog\", id: 1 display_name: 'Dog' }]");

        Assert.Equal([new LabelMapItem(1, "dog", "Dog"), new LabelMapItem(2, "cat")], map.Items);
        Assert.Equal(("dog", "cat", null), (map.NameOf(1), map.NameOf(2), map.NameOf(3)));
        Assert.Equal((1, 2, null), (map.IdOf("dog"), map.IdOf("cat"), map.IdOf("Dog")));
        Assert.Equal(2, map.ClassCount);
        Assert.Equal(["Dog", "cat"], map.Items.Select(item => item.Shown));
    }

    [Theory]
    [InlineData("", 1, 1, "the label map has no items")]
    [InlineData("item { name: 'a' }", 1, 1, "the item has no id")]
    [InlineData("item {\n  id: 1\n}", 1, 1, "the item has no name")]
    [InlineData("item {\n  id: 1\n  name: ''\n}", 3, 3, "the item has no name")]
    [InlineData("item {\n  id: 0\n  name: 'background'\n}", 2, 3, "id 0; expected ids from 1")]
    [InlineData("item { id: -4 name: 'a' }", 1, 8, "id -4; expected ids from 1")]
    [InlineData("item { id: 1 name: 'a' }\nitem { id: 1 name: 'b' }", 2, 8, "id 1 is already in line 1")]
    [InlineData("item { id: 1 name: 'a' }\nitem { id: 2 name: 'a' }", 2, 14, "name 'a' is already in line 1")]
    [InlineData("item { id: 1 name: 'a' }\nitem { id: 3 name: 'b' }", 2, 8, "id 2 is missing before id 3")]
    [InlineData("item { id: 9 name: 'a' }\nitem { id: 4 name: 'b' }", 1, 8, "ids 5 to 8 are missing before id 9")]
    [InlineData("item { id: 1 nam: 'a' }", 1, 14, "did you mean \"name\"?")]
    public void A_label_map_that_breaks_a_rule_is_refused_with_line_and_column(string text, int line, int column, string problem)
    {
        var error = Assert.Throws<FormatException>(() => Parse(text));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.StartsWith(FormattableString.Invariant($"label_map.pbtxt:{line}:{column}: "), error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_a_file_are_listed_in_the_order_of_its_lines()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "item { id: 3 name: 'a' }\nitem { id: 3 name: 'a' }\nitem { name: 'b' }\n");
            var problems = Map.Problems(path);
            Assert.Equal([(1, 8), (2, 8), (2, 14), (3, 1)], problems.Select(problem => (problem.Line!.Value, problem.Column!.Value)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Gaps_and_a_background_are_read_where_the_rules_are_those_of_the_original()
    {
        var map = Map.Parse(
            new TextSource("label_map.pbtxt", "item { id: 0 name: 'background' } item { id: 90 name: 'toothbrush' }"), LabelMapRules.Original);

        Assert.Equal([new LabelMapItem(90, "toothbrush")], map.Items);
        Assert.Equal(90, map.ClassCount);
    }

    [Fact]
    public void A_written_label_map_has_the_layout_of_the_original_project_and_reads_back_the_same()
    {
        var map = new Map([new LabelMapItem(2, "it's \\ 数", "Zwei"), new LabelMapItem(1, "one")]);

        Assert.Equal(
            "item {\n    id: 1\n    name: 'one'\n}\nitem {\n    id: 2\n    name: 'it\\'s \\\\ 数'\n    display_name: 'Zwei'\n}\n", map.ToText());
        Assert.Equal(map.Items, Parse(map.ToText()).Items);
    }

    [Fact]
    public void Golden_label_maps_with_ids_without_gaps_are_read_and_the_others_under_the_rules_of_the_original()
    {
        var files = Directory.GetFiles(Path.Combine(Golden.Folder("textproto"), "configs"), "*label_map*.pbtxt").Order(StringComparer.Ordinal).ToList();
        var refused = files.Where(file => Map.Problems(file).Count > 0).Select(Path.GetFileName);

        Assert.Equal(["ava_label_map_v2.1.pbtxt", "mscoco_complete_label_map.pbtxt", "mscoco_label_map.pbtxt"], refused);
        Assert.All(files, file => Assert.NotEmpty(Map.Read(file, LabelMapRules.Original).Items));
    }

    private static Map Parse(string text) => Map.Parse(new TextSource("label_map.pbtxt", text));
}
