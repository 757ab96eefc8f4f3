using System.Security.Cryptography;
using System.Text.Json;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Checkpoint.SortedTable;

namespace DigitPipeline.Formats.Tests.Checkpoint;

public class TensorBundleGoldenTests
{
    [Fact]
    public void Every_tensor_of_every_bundle_is_read_with_its_facts_and_bytes()
    {
        foreach (var (prefix, facts) in GoldenBundles.All())
        {
            var bundle = TensorBundleReader.Open(prefix);
            var visible = facts.GetProperty("entries").EnumerateArray().Where(entry => !IsHidden(entry)).ToList();
            Assert.Equal(visible.Select(entry => entry.GetProperty("name").GetString()), bundle.Entries.Select(entry => entry.Name));
            Assert.Equal(facts.GetProperty("header").GetProperty("numShards").GetInt32(), bundle.ShardCount);
            foreach (var (expected, entry) in visible.Zip(bundle.Entries))
            {
                Check(expected, entry, bundle);
            }
        }
    }

    [Fact]
    public void Every_index_is_written_byte_for_byte_from_its_entries()
    {
        foreach (var prefix in GoldenBundles.All().Select(bundle => bundle.Prefix).Concat(GoldenBundles.Detectors()))
        {
            var file = File.ReadAllBytes(prefix + ".index");
            using var written = new MemoryStream();
            var table = new TableWriter(written);
            foreach (var entry in new TableReader(file, prefix).Entries())
            {
                table.Add(entry.Key, entry.Value.Span);
            }

            table.Finish();
            Assert.True(file.AsSpan().SequenceEqual(written.ToArray()), prefix);
        }
    }

    [Fact]
    public void An_index_with_snappy_blocks_says_the_same_as_the_plain_one()
    {
        var (plain, snappy) = (TensorBundleReader.Open(Golden.Folder("tensor-bundle/many/ckpt")), TensorBundleReader.Open(Golden.Folder("tensor-bundle/snappy/ckpt")));
        Assert.Equal(
            plain.Entries.Select(entry => (entry.Name, entry.Offset, entry.Size, entry.MaskedCrc)),
            snappy.Entries.Select(entry => (entry.Name, entry.Offset, entry.Size, entry.MaskedCrc)));
        Assert.All(snappy.Entries, entry => Assert.Equal(plain.Read(entry.Name).Floats(), snappy.Read(entry.Name).Floats()));
    }

    [Fact]
    public void Tensors_in_one_data_file_are_written_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        var count = 0;
        foreach (var prefix in GoldenBundles.All().Select(bundle => bundle.Prefix).Concat(GoldenBundles.Detectors()))
        {
            var bundle = TensorBundleReader.Open(prefix);
            if (bundle.ShardCount > 1 || bundle.Entries.Any(entry => entry.Slices.Count > 0))
            {
                continue;
            }

            TensorBundleWriter.Write(folder["a"], bundle.Entries.OrderBy(entry => entry.Offset).ThenBy(entry => entry.Size).Select(entry => bundle.Read(entry.Name)));
            foreach (var suffix in new[] { ".index", ".data-00000-of-00001" })
            {
                Assert.True(File.ReadAllBytes(prefix + suffix).AsSpan().SequenceEqual(File.ReadAllBytes(folder["a" + suffix])), prefix + suffix);
            }

            count++;
        }

        Assert.Equal(13, count);
    }

    [Fact]
    public void Every_damaged_bundle_is_refused_or_read_as_by_TensorFlow()
    {
        foreach (var facts in Golden.Json(Golden.Folder("tensor-bundle/damaged.json")).GetProperty("bundles").EnumerateArray())
        {
            var prefix = facts.GetProperty("prefix").GetString()!;
            var opens = facts.GetProperty("open").GetString() == "ok";
            TensorBundleReader bundle;
            try
            {
                bundle = TensorBundleReader.Open(Golden.Folder("tensor-bundle/" + prefix));
            }
            catch (Exception error) when (error is FormatException or FileNotFoundException)
            {
                Assert.False(opens, $"{prefix}: {error.Message}");
                Assert.Contains(prefix, error.Message, StringComparison.Ordinal);
                continue;
            }

            Assert.True(opens, prefix);
            foreach (var tensor in facts.GetProperty("read").EnumerateObject())
            {
                var error = Record.Exception(() => bundle.Read(tensor.Name));
                Assert.True(error is null or FormatException, error?.ToString());
                Assert.True((error is null) == (tensor.Value.GetString() == "ok"), $"{prefix} {tensor.Name}: {error?.Message}");
            }
        }
    }

    [Fact]
    public void The_keys_of_the_detection_checkpoints_are_those_of_the_original()
    {
        foreach (var (prefix, keys) in new[]
        {
            ("odapi/model-small/checkpoint/ckpt-0", "odapi/model-small/checkpoint.keys.json"),
            ("odapi/model-small/checkpoint-train/ckpt-1", "odapi/model-small/checkpoint-train.keys.json"),
        })
        {
            var bundle = TensorBundleReader.Open(Golden.Folder(prefix));
            var expected = Golden.Json(Golden.Folder(keys)).EnumerateArray().Select(key =>
                $"{key.GetProperty("key").GetString()} {key.GetProperty("dtype").GetString()} [{string.Join(", ", key.GetProperty("shape").EnumerateArray())}]");
            Assert.Equal(
                expected.Order(StringComparer.Ordinal),
                bundle.Entries.Select(entry => $"{entry.Name} {entry.Type.TensorFlowName()} [{string.Join(", ", entry.Shape)}]").Order(StringComparer.Ordinal));
            Assert.All(bundle.Entries, entry => bundle.Read(entry.Name));
        }
    }

    private static bool IsHidden(JsonElement entry) =>
        entry.TryGetProperty("nameHex", out var hex) && hex.GetString()!.StartsWith("00", StringComparison.Ordinal);

    private static void Check(JsonElement expected, BundleEntry entry, TensorBundleReader bundle)
    {
        Assert.Equal(expected.GetProperty("dtype").GetString(), entry.Type.TensorFlowName());
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), entry.Shape);
        Assert.Equal(expected.GetProperty("shard").GetInt32(), entry.Shard);
        Assert.Equal(expected.GetProperty("offset").GetInt64(), entry.Offset);
        Assert.Equal(expected.GetProperty("size").GetInt64(), entry.Size);
        Assert.Equal(expected.GetProperty("crc32cMasked").GetString(), $"{entry.MaskedCrc:x8}");
        var tensor = bundle.Read(entry.Name);
        var hash = entry.Slices.Count > 0 ? "fullTensorSha256" : "sha256";
        if (expected.TryGetProperty(hash, out var sha256))
        {
            Assert.Equal(sha256.GetString(), Convert.ToHexStringLower(SHA256.HashData(tensor.Data.Span)));
        }

        if (expected.TryGetProperty("strings", out var strings))
        {
            Assert.Equal(strings.EnumerateArray().Select(text => text.GetString()), tensor.Strings().Select(text => Convert.ToHexStringLower(text.Span)));
        }
    }
}
