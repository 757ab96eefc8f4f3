using System.Text.Json;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Formats.Tests.Checkpoint;

public class CheckpointInspectionTests
{
    [Fact]
    public void A_checkpoint_is_shown_as_json()
    {
        using var folder = new TemporaryFolder();
        TensorBundleWriter.Write(folder["a"], [BundleTensor.OfFloats("w", [2, 1], [1, 2]), BundleTensor.OfInt64s("b", [], [1])]);
        const string b = """{"name":"b","dtype":"int64","shape":[],"shard":0,"offset":8,"size":8,"crc32c":"41de7501","sha256":"7c9fa136d4413fa6173637e883b6998d32e1d675f88cddff9dcbcf331820f4b8"}""";
        const string w = """{"name":"w","dtype":"float32","shape":[2,1],"shard":0,"offset":0,"size":8,"crc32c":"35e53c59","sha256":"b9c80b5adeca450753a16950c3cc655d271f7bef7a485bc83f112b72fef21d37"}""";
        Assert.Equal($"{{\"tensors\":[{b},{w}]}}", CheckpointInspection.Json(folder["a"]));
    }

    [Fact]
    public void Golden_bundles_are_shown_with_their_facts()
    {
        foreach (var (prefix, facts) in GoldenBundles.All())
        {
            var shown = JsonSerializer.Deserialize<JsonElement>(CheckpointInspection.Json(prefix)).GetProperty("tensors").EnumerateArray()
                .ToDictionary(tensor => tensor.GetProperty("name").GetString()!);
            foreach (var entry in facts.GetProperty("entries").EnumerateArray().Where(entry => shown.ContainsKey(entry.GetProperty("name").GetString()!)))
            {
                var tensor = shown[entry.GetProperty("name").GetString()!];
                Assert.All(["dtype", "shape", "shard", "offset", "size"], name => Assert.Equal(
                    JsonSerializer.Serialize(entry.GetProperty(name)), JsonSerializer.Serialize(tensor.GetProperty(name))));
                Assert.Equal(entry.GetProperty("crc32cMasked").GetString(), tensor.GetProperty("crc32c").GetString());
                Assert.Equal(entry.TryGetProperty("slices", out _), tensor.TryGetProperty("slices", out _));
            }
        }
    }
}
