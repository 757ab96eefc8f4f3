using DigitPipeline.Formats.TFRecord;

namespace Fuzz;

/// <summary>Files of the original systems as seeds, from ../shared where that exists; none elsewhere.</summary>
internal static class GoldenSeeds
{
    private const int Largest = 64 * 1024;

    /// <summary>A TFRecord file; an empty one where there is no other.</summary>
    public static byte[] OfRecords() => Files("golden/tfrecord", "many*.tfrecord").Append([]).First();

    /// <summary>Serialised examples.</summary>
    public static IEnumerable<byte[]> Examples() => Files("golden/tfrecord", "examples.tfrecord")
        .SelectMany(file => TFRecordReader.Read(new MemoryStream(file), "examples").Select(record => record.Data.ToArray()))
        .Where(IsExample);

    /// <summary>Indexes of checkpoints.</summary>
    public static IEnumerable<byte[]> Indexes() =>
        new[] { "dtypes", "names", "sliced", "objects", "many" }.SelectMany(folder => Files($"golden/tensor-bundle/{folder}", "*.index"));

    /// <summary>Event files.</summary>
    public static IEnumerable<byte[]> Events() => Files("golden/tfevents", "events.out.*", SearchOption.AllDirectories);

    /// <summary>Pipeline configs.</summary>
    public static IEnumerable<byte[]> Configs() => Files("golden/textproto/configs", "*.config").Where((_, i) => i % 8 == 0);

    /// <summary>Annotations in Pascal VOC's XML.</summary>
    public static IEnumerable<byte[]> Annotations() => Files("data/original/train", "*.xml");

    private static IEnumerable<byte[]> Files(string folder, string pattern, SearchOption option = SearchOption.TopDirectoryOnly)
    {
        var path = Path.Combine(Shared(), folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, option).Order(StringComparer.Ordinal).Where(file => new FileInfo(file).Length <= Largest).Select(File.ReadAllBytes)
            : [];
    }

    private static bool IsExample(byte[] bytes)
    {
        try
        {
            _ = DigitPipeline.Formats.Example.Example.Parser.ParseFrom(bytes);
            return true;
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static string Shared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DigitPipeline.sln")))
            {
                return Environment.GetEnvironmentVariable("DIGITPIPELINE_SHARED") ?? Path.Combine(folder.Parent!.FullName, "shared");
            }
        }

        return "shared";
    }
}
