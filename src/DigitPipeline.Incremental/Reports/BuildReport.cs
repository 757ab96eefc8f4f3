using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;

namespace DigitPipeline.Incremental.Reports;

/// <summary>
/// <c>build.json</c>: what became of each stage in the last run, for programs:
/// <c>{"schema":1,"stages":[{"name","title","outcome","reason","key","exitCode"}]}</c>.
/// </summary>
public static class BuildReport
{
    /// <summary>Writes the report, unless it says this already.</summary>
    public static void Write(string path, IEnumerable<StageResult> results)
    {
        var json = CanonicalJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteStartArray("stages");
            foreach (var result in results)
            {
                writer.WriteStartObject();
                writer.WriteString("name", result.Stage);
                writer.WriteString("title", result.Title);
                writer.WriteString("outcome", result.Outcome.Name());
                writer.WriteString("reason", result.Reason);
                writer.WriteString("key", result.Key);
                writer.WriteNumber("exitCode", result.ExitCode);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }, readable: true);

        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(json)) return;
        AtomicFile.Write(path, json, durable: false);
    }
}
