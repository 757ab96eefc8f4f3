namespace DigitPipeline.Pipelines.Tests.Documentation;

public class SettingsTableTests
{
    private const string Start = "<!-- settings -->\n", End = "<!-- /settings -->", Renewal = "WRITE_README";

    private static readonly string Readme = Repository.Path("README.md");

    [Fact]
    public void The_readme_shows_the_settings_as_they_are_defined()
    {
        var text = File.Exists(Readme) ? File.ReadAllText(Readme) : "";
        var (start, end) = (text.IndexOf(Start, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (start < 0 || end < 0) Assert.Skip($"not run: README.md has no table between {Start.Trim()} and {End}");

        var current = text[..(start + Start.Length)] + SettingsTable.Markdown() + text[end..];
        if (Environment.GetEnvironmentVariable(Renewal) == "1") File.WriteAllText(Readme, current);
        Assert.True(File.ReadAllText(Readme) == current, $"{Readme} is out of date: run this test with {Renewal}=1 in the environment");
    }

    [Fact]
    public void No_cell_breaks_the_table() =>
        Assert.All(SettingsTable.Markdown().TrimEnd('\n').Split('\n'), row => Assert.Equal(5, row.Count(letter => letter == '|')));
}
