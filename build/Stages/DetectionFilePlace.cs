using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Verification;

namespace DigitPipeline.Stages;

/// <summary>Which record or tensor of the Object Detection API's files holds a byte, by <c>digits inspect</c>.</summary>
internal static class DetectionFilePlace
{
    // Length and its CRC before the bytes of a record, their CRC after them.
    private const int RecordFrame = 16;

    /// <summary>What differs first, in the terms of the file's format; null where that is not known.</summary>
    public static string? Of(OutputDifference difference, string program) => difference switch
    {
        { First: null } or { Second: null } => null,
        { Name: var name, First: var path } when name.Contains(".record", StringComparison.Ordinal) => Record(path, difference.Offset, program),
        { Name: var name, First: var path } when name.Contains(".data-", StringComparison.Ordinal) => Tensor(path, difference.Offset, program),
        _ => DifferencePlace.InText(difference.First, difference.Offset),
    };

    private static string? Record(string path, long offset, string program)
    {
        foreach (var line in Inspect(program, "record", path))
        {
            using var record = JsonDocument.Parse(line);
            var (start, length) = (record.RootElement.GetProperty("offset").GetInt64(), record.RootElement.GetProperty("length").GetInt64());
            if (offset >= start && offset < start + RecordFrame + length)
                return FormattableString.Invariant($"record {record.RootElement.GetProperty("index").GetInt64()}");
        }

        return null;
    }

    private static string? Tensor(string path, long offset, string program)
    {
        var prefix = path[..path.LastIndexOf(".data-", StringComparison.Ordinal)];
        var shard = int.Parse(path.AsSpan(prefix.Length + ".data-".Length, 5), CultureInfo.InvariantCulture);
        foreach (var line in Inspect(program, "checkpoint", prefix))
        {
            using var checkpoint = JsonDocument.Parse(line);
            foreach (var tensor in checkpoint.RootElement.GetProperty("tensors").EnumerateArray())
            {
                var (start, size) = (tensor.GetProperty("offset").GetInt64(), tensor.GetProperty("size").GetInt64());
                if (tensor.GetProperty("shard").GetInt32() == shard && offset >= start && offset < start + size)
                    return FormattableString.Invariant($"tensor {tensor.GetProperty("name").GetString()}, byte {offset - start} of {size}");
            }
        }

        return null;
    }

    private static IEnumerable<string> Inspect(string program, string kind, string path)
    {
        using var inspect = Process.Start(new ProcessStartInfo(program, ["inspect", kind, path, "--json"]) { RedirectStandardOutput = true })!;
        while (inspect.StandardOutput.ReadLine() is { } line) yield return line;
        inspect.WaitForExit();
    }
}
