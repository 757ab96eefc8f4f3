using System.Text.Json;
using DigitPipeline.Pipelines.Schema;

namespace DigitPipeline.Pipelines.Tests.Schema;

public class PipelineSchemaTests
{
    private const string Renewal = "WRITE_SCHEMA";

    [Fact]
    public void The_committed_schema_is_the_one_that_the_definitions_give()
    {
        var file = Repository.Path("pipelines", "pipeline.schema.json");
        if (Environment.GetEnvironmentVariable(Renewal) == "1") File.WriteAllText(file, PipelineSchema.Text());
        Assert.True(File.ReadAllText(file) == PipelineSchema.Text(), $"{file} is out of date: run this test with {Renewal}=1 in the environment");
    }

    [Fact]
    public void The_schema_has_every_setting_with_its_description_and_default()
    {
        using var schema = JsonDocument.Parse(PipelineSchema.Text());
        foreach (var section in PipelineSettings.Definitions)
            foreach (var setting in section.Settings)
            {
                var property = schema.RootElement.GetProperty("properties").GetProperty(section.Name).GetProperty("properties").GetProperty(setting.Name);
                Assert.Equal(setting.Description, property.GetProperty("description").GetString());
                Assert.Equal(setting.Default is not null, property.TryGetProperty("default", out var value));
                if (setting.Default is not null) Assert.Equal(setting.DefaultText, value.GetRawText());
            }
    }
}
