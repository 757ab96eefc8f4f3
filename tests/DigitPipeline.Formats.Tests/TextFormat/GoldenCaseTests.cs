using System.Text.Json;
using DigitPipeline.Formats.TextFormat;
using Google.Protobuf;

namespace DigitPipeline.Formats.Tests.TextFormat;

public class GoldenCaseTests
{
    [Fact]
    public void Every_golden_case_gives_the_message_or_the_place_of_the_error_when_merged() => CheckAll("merge", Duplicates.Merge);

    [Fact]
    public void Every_golden_case_gives_the_message_or_the_place_of_the_error_when_duplicates_are_refused() => CheckAll("parse", Duplicates.Refuse);

    private static void CheckAll(string result, Duplicates duplicates)
    {
        var folder = Golden.Folder("textproto");
        var cases = Golden.Json(Path.Combine(folder, "cases.json")).GetProperty("cases");
        var wrong = new List<string>();
        foreach (var golden in cases.EnumerateArray())
        {
            var expected = golden.TryGetProperty(result, out var own) ? own : golden.GetProperty("parse");
            if (Difference(folder, golden, expected, duplicates) is { } difference)
            {
                wrong.Add($"{golden.GetProperty("name")}: {difference}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(cases.GetArrayLength() > 0);
    }

    private static string? Difference(string folder, JsonElement golden, JsonElement expected, Duplicates duplicates)
    {
        var file = golden.GetProperty("inputFile").GetString()!;
        var message = MessageTypes.Create(golden.GetProperty("message").GetString()!);
        try
        {
            var source = TextSource.FromBytes(file, File.ReadAllBytes(Path.Combine(folder, file)));
            new TextFormatParser(duplicates).Merge(source, message);
        }
        catch (FormatException e)
        {
            return DifferenceOfError(expected, e);
        }

        if (!expected.GetProperty("ok").GetBoolean())
        {
            return $"read without the error {expected.GetProperty("message")}";
        }

        var binary = expected.TryGetProperty("binaryHex", out var hex) ? hex : expected.GetProperty("partialBinaryHex");
        var utf8 = expected.TryGetProperty("canonicalAsUtf8", out var asUtf8) ? asUtf8 : expected.GetProperty("canonical");
        return UnequalBinary(golden, Convert.FromHexString(binary.GetString()!), MessageTypes.Serialize(message))
            ?? Unequal("canonical", expected.GetProperty("canonical"), TextFormatPrinter.Print(message))
            ?? Unequal("as UTF-8", utf8, new TextFormatPrinter(keepUnicode: true).ToText(message));
    }

    private static string? UnequalBinary(JsonElement golden, byte[] expected, byte[] found)
    {
        // C# leaves out keys and values of map entries that are zero: the same message in other bytes.
        var again = MessageTypes.Create(golden.GetProperty("message").GetString()!);
        again.MergeFrom(expected);
        var normal = golden.GetProperty("name").GetString()!.StartsWith("map-", StringComparison.Ordinal) ? MessageTypes.Serialize(again) : expected;
        return normal.AsSpan().SequenceEqual(found) ? null : $"binary: expected {Convert.ToHexStringLower(normal)}, found {Convert.ToHexStringLower(found)}";
    }

    private static string? Unequal(string what, JsonElement expected, string found) =>
        expected.GetString() == found ? null : $"{what}: expected {expected}, found {found}";

    private static string? DifferenceOfError(JsonElement expected, FormatException found)
    {
        if (expected.GetProperty("ok").GetBoolean())
        {
            return $"refused: {found.Message}";
        }

        // A file that is not UTF-8 has only a byte position in the original.
        var samePlace = !expected.TryGetProperty("line", out var line)
            || line.ValueKind == JsonValueKind.Null
            || (line.GetInt32() == found.Line && expected.GetProperty("column").GetInt32() == found.Column);
        return samePlace ? null : $"expected {expected.GetProperty("message")}, found {found.Message}";
    }
}
