using System.Text;
using System.Text.Json;
using CsCheck;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;

namespace DigitPipeline.Incremental.Tests.Keys;

public sealed class StageKeyTests
{
    private static readonly Stage Train = new() { Name = "train", Inputs = [new StageInput("data", "/x")], Action = _ => 0 };

    [Fact]
    public void The_key_is_the_digest_of_its_json_and_knows_no_path()
    {
        var key = StageKey.Of(Train, [[new FileContent("a.txt", new string('0', 64), 1, false)]]);
        using var document = JsonDocument.Parse(key.Readable());
        var compact = CanonicalJson.Write(document.RootElement);
        Assert.Equal(FileDigest.OfBytes(compact), key.Digest);
        Assert.Equal("""
            {"environment":{},"inputs":{"data":{"a.txt":"ZEROS"}},"parameters":{},"schema":1,"stage":"train","tools":{}}
            """.Replace("ZEROS", new string('0', 64)), Encoding.UTF8.GetString(compact));
    }

    [Fact]
    public void The_order_of_parameters_does_not_matter_but_their_values_do()
    {
        Assert.Equal(Key("""{"b":1,"a":{"d":"x","c":2.50}}"""), Key("""{ "a": {"c":2.50, "d":"x"}, "b":1 }"""));
        Assert.NotEqual(Key("""{"a":1}"""), Key("""{"a":2}"""));
    }

    [Fact]
    public void A_key_that_was_written_is_read_as_the_same()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "key.json");
        Gen.Dictionary(Gen.String, Gen.String).Sample(tools =>
        {
            var key = StageKey.Of(Train with { Tools = tools }, [[]]);
            File.WriteAllBytes(path, key.Readable());
            return StageKey.Read(path)!.Digest == key.Digest;
        }, iter: 200, threads: 1);
        folder.Delete(recursive: true);
    }

    private static string Key(string parameters) => StageKey.Of(Train with { Parameters = parameters }, [[]]).Digest;
}
