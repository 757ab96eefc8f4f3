using System.Globalization;
using System.Text.Json;
using DigitPipeline.Formats.Tests.Protos;
using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Formats.Tests.TextFormat;

public class GoldenFloatTests
{
    [Fact]
    public void Every_golden_float_is_printed_as_by_the_original()
    {
        var expected = Pairs("float32");
        Assert.Equal(expected, expected.Select(pair => (pair.Bits, FloatText.Of(BitConverter.UInt32BitsToSingle((uint)pair.Bits)))));
    }

    [Fact]
    public void Every_golden_double_is_printed_as_by_the_original()
    {
        var expected = Pairs("float64");
        Assert.Equal(expected, expected.Select(pair => (pair.Bits, FloatText.Of(BitConverter.UInt64BitsToDouble(pair.Bits)))));
    }

    [Fact]
    public void Every_golden_literal_is_read_to_the_same_bits_or_refused_at_the_same_place()
    {
        var wrong = new List<string>();
        foreach (var literal in Floats().GetProperty("literals").EnumerateArray())
        {
            foreach (var field in new[] { "f", "d" })
            {
                var text = literal.GetProperty("text").GetString()!;
                var expected = literal.TryGetProperty(field, out var bits) ? bits.GetString()! : PlaceOf(literal.GetProperty(field + "Error").GetString()!);
                var found = Read(field, text);
                if (expected != found)
                {
                    wrong.Add($"{field}: {text}: expected {expected}, found {found}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static string PlaceOf(string error) => error[..error.IndexOf(' ', StringComparison.Ordinal)];

    private static string Read(string field, string text)
    {
        try
        {
            var message = new TextFormatParser().Parse<AllTypes>($"{field}: {text}", "literal");
            return field == "f"
                ? BitConverter.SingleToUInt32Bits(message.F).ToString("x8", CultureInfo.InvariantCulture)
                : BitConverter.DoubleToUInt64Bits(message.D).ToString("x16", CultureInfo.InvariantCulture);
        }
        catch (FormatException e)
        {
            return FormattableString.Invariant($"{e.Line}:{e.Column}");
        }
    }

    private static JsonElement Floats() => Golden.Json(Path.Combine(Golden.Folder("textproto"), "floats.json"));

    private static List<(ulong Bits, string Text)> Pairs(string name) =>
    [
        .. Floats().GetProperty(name).EnumerateArray()
            .Select(pair => (ulong.Parse(pair[0].GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture), pair[1].GetString()!)),
    ];
}
