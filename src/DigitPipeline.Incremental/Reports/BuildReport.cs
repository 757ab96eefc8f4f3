using System.Text.Json;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;

namespace DigitPipeline.Incremental.Reports;

/// <summary>
/// <c>build.json</c>: what became of each stage in the last run, for programs:
/// <c>{"schema":1,"stages":[{"name","title","outcome","reason","changes":[{"what","old","new"}],"changeCount","key","outputs":{"files","bytes"},
/// "exitCode"}]}</c>. Of many changes the first hundred are listed; <c>old</c> or <c>new</c> is null where there was or is none.
/// </summary>
public static class BuildReport
{
    private const int ChangesListed = 100;

    /// <summary>The report's bytes.</summary>
    public static byte[] Of(IEnumerable<StageResult> results) => CanonicalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema", 1);
        writer.WriteStartArray("stages");
        foreach (var result in results) Write(writer, result);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }, readable: true);

    /// <summary>Writes a report, unless it is there already.</summary>
    public static void Write(string path, byte[] report)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(report)) return;
        AtomicFile.Write(path, report, durable: false);
    }

    private static void Write(Utf8JsonWriter writer, StageResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("name", result.Stage);
        writer.WriteString("title", result.Title);
        writer.WriteString("outcome", result.Outcome.Name());
        writer.WriteString("reason", result.Reason);
        writer.WriteStartArray("changes");
        foreach (var change in result.Changes.Take(ChangesListed))
        {
            writer.WriteStartObject();
            writer.WriteString("what", change.What);
            writer.WriteString("old", change.Old);
            writer.WriteString("new", change.New);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("changeCount", result.Changes.Count);
        writer.WriteString("key", result.Key);
        writer.WriteStartObject("outputs");
        writer.WriteNumber("files", result.Outputs.Files);
        writer.WriteNumber("bytes", result.Outputs.Bytes);
        writer.WriteEndObject();
        writer.WriteNumber("exitCode", result.ExitCode);
        writer.WriteEndObject();
    }
}
