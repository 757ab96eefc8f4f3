using System.Text.Json;
using DigitPipeline.Incremental;

namespace DigitPipeline.Cli.Tests;

public sealed class CacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_differs_between_two_keys_is_listed()
    {
        var (old, current) = (Build("""{"train":{"steps":500,"seed":1}}""", "1.0"), Build("""{"train":{"steps":600,"seed":1}}""", "1.1"));
        var run = CommandRun.Of("cache", "explain", old[..12], current, "--cache-folder", Store).Expect(0);
        Assert.Equal("train.steps 500 -> 600\ntool 1.0 -> 1.1\n", run.Data);
        var json = CommandRun.Of("cache", "explain", old, current, "--cache-folder", Store, "--json").Expect(0).Data.Split('\n')[0];
        Assert.Equal("""{"what":"train.steps","old":"500","new":"600"}""", json);
        var file = Path.Combine(_folder["p"], ".stages", "s.key.json");
        Assert.Contains("the same key", CommandRun.Of("cache", "explain", current, file, "--cache-folder", Store).Expect(0).Status);
    }

    [Fact]
    public void A_key_that_is_unknown_or_none_is_refused()
    {
        Build("{}", "1");
        CommandRun.Of("cache", "explain", "00000000", "11111111", "--cache-folder", Store).Expect(66);
        Assert.Contains("expected at least 4 hexadecimal digits", CommandRun.Of("cache", "explain", "xyz", "11111111", "--cache-folder", Store).Expect(64).Status);
        CommandRun.Of("cache", "stats", "--cache-folder", _folder["nothing"]).Expect(66);
    }

    [Fact]
    public void Statistics_are_for_people_and_programs()
    {
        Build("{}", "1");
        Assert.Contains("1 outputs of stages in 1 files", CommandRun.Of("cache", "stats", "--cache-folder", Store).Expect(0).Data);
        using var json = JsonDocument.Parse(CommandRun.Of("cache", "stats", "--cache-folder", Store, "--json").Expect(0).Data);
        Assert.Equal((1, 1, 4L), (
            json.RootElement.GetProperty("keys").GetInt32(), json.RootElement.GetProperty("keysInUse").GetInt32(), json.RootElement.GetProperty("bytes").GetInt64()));
    }

    [Fact]
    public void A_collection_keeps_what_is_in_place()
    {
        var (old, current) = (Build("""{"a":1}""", "1"), Build("""{"a":2}""", "1"));
        Assert.StartsWith("removed 1 outputs of stages", CommandRun.Of("cache", "gc", "--max-size", "0", "--cache-folder", Store).Expect(0).Data);
        CommandRun.Of("cache", "explain", current, current, "--cache-folder", Store).Expect(0);
        CommandRun.Of("cache", "explain", old, old, "--cache-folder", Store).Expect(66);
    }

    [Theory]
    [InlineData("--max-age", "30")]
    [InlineData("--max-age", "many")]
    [InlineData("--max-size", "10X")]
    [InlineData("--max-size", "-1G")]
    public void A_quantity_that_is_none_is_refused(string option, string value)
    {
        Build("{}", "1");
        CommandRun.Of("cache", "gc", option, value, "--cache-folder", Store).Expect(64);
    }

    private string Store => _folder["store"];

    private string Build(string parameters, string tool)
    {
        using var session = StageSession.Open(new SessionOptions { Layout = new PipelineLayout(_folder["p"], Store), Command = "a test" });
        return session.Run(new Stage
        {
            Name = "s",
            Parameters = parameters,
            Tools = new Dictionary<string, string> { ["tool"] = tool },
            Action = run =>
            {
                File.WriteAllText(Path.Combine(run.Output, "text"), "text");
                return 0;
            },
        }).Key!;
    }
}
