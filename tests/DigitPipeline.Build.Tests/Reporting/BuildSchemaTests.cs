using System.Text.Json;
using Nuke.Common;
using Nuke.Common.IO;

namespace DigitPipeline.Build.Tests.Reporting;

public sealed class BuildSchemaTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void The_schema_has_nukes_definitions_and_the_builds_own_parameters()
    {
        var schema = Schema();

        Assert.Equal("http://json-schema.org/draft-04/schema#", schema.GetProperty("$schema").GetString());
        Assert.Equal(
            ["ExecutableTarget", "Host", "NukeBuild", "Verbosity"],
            schema.GetProperty("definitions").EnumerateObject().Select(definition => definition.Name).Order());
        Assert.Equal(
            ["Default", "Other"],
            schema.GetProperty("definitions").GetProperty("ExecutableTarget").GetProperty("enum").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("#/definitions/NukeBuild", schema.GetProperty("allOf")[1].GetProperty("$ref").GetString());
    }

    [Theory]
    [InlineData("Count", """{"description":"How many","type":"integer"}""")]
    [InlineData("Rates", """{"type":"array","items":{"type":"number"}}""")]
    [InlineData("Day", """{"type":"string","enum":["Monday","Tuesday"]}""")]
    [InlineData("Flag", """{"type":"boolean"}""")]
    [InlineData("Data", """{"type":"string"}""")]
    public void A_parameter_has_its_json_type(string name, string expected)
    {
        var property = Schema().GetProperty("allOf")[0].GetProperty("properties").GetProperty(name);

        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, property), property.GetRawText());
    }

    [Fact]
    public void An_unchanged_schema_is_left_alone_and_a_changed_one_replaced()
    {
        sandbox.Run<Sample>();
        var file = sandbox.Nuke / "build.schema.json";
        var (right, longAgo) = (file.ReadAllText(), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(file, longAgo);

        sandbox.Run<Sample>();
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(file));

        file.WriteAllText("{}");
        sandbox.Run<Sample>();
        Assert.Equal(right, file.ReadAllText());
    }

    public void Dispose() => sandbox.Dispose();

    private JsonElement Schema()
    {
        sandbox.Run<Sample>();
        return JsonDocument.Parse((sandbox.Nuke / "build.schema.json").ReadAllText()).RootElement;
    }

    private enum Weekday
    {
        Monday,
        Tuesday,
    }

    private sealed class Sample : NukeBuild
    {
        [Parameter("How many")] private int? Count { get; set; }

        [Parameter] private double[] Rates { get; set; } = [];

        [Parameter] private Weekday Day { get; set; }

        [Parameter] private bool Flag { get; set; }

        [Parameter] private AbsolutePath? Data { get; set; }

        private Target Other => _ => _.Executes(() => Serilog.Log.Information("{A}", (Count, Rates, Day, Flag, Data)));

        private Target Default => _ => _.Executes(() => { });
    }
}
