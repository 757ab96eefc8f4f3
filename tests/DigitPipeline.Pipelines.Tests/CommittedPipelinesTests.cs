namespace DigitPipeline.Pipelines.Tests;

public class CommittedPipelinesTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(Repository.Path("pipelines")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pipeline_of_the_repository_loads(string name)
    {
        var pipeline = PipelineFolder.Load(Repository.Path("pipelines", name));
        Assert.Equal(name, pipeline.Name);
        Assert.True(Directory.Exists(pipeline.DataDirectory), pipeline.DataDirectory);
        Assert.True(Directory.Exists(pipeline.GlyphDirectory), pipeline.GlyphDirectory);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pipeline_names_the_schema_for_editors_in_its_first_line(string name) =>
        Assert.Equal("# yaml-language-server: $schema=../pipeline.schema.json", File.ReadLines(Repository.Path("pipelines", name, "pipeline.yaml")).First());

    [Fact]
    public void The_default_pipeline_shows_every_setting()
    {
        var lines = File.ReadAllLines(Repository.Path("pipelines", "digits", "pipeline.yaml")).Select(line => line.Trim()).ToList();
        foreach (var setting in PipelineSettings.Definitions.SelectMany(section => section.Settings))
            Assert.Contains(lines, line => line.StartsWith(setting.Name + ":", StringComparison.Ordinal));
    }
}
