using System.Globalization;
using System.Text;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.Tests.Protos;
using DigitPipeline.Formats.TextFormat;
using Google.Protobuf.Reflection;
using Map = DigitPipeline.Formats.LabelMap.LabelMap;

namespace DigitPipeline.Formats.Tests.TextFormat;

/// <summary>
/// Damaged texts are refused with a place and nothing worse. DIGITPIPELINE_FUZZ_INPUTS sets how many inputs are tried.
/// </summary>
public class MutationTests
{
    private static readonly IReadOnlyList<FieldDescriptor> Extensions = [.. KnownTypes.Of(AllTypes.Descriptor).ExtensionsOf(AllTypes.Descriptor)];

    private static readonly string[] Pieces =
        ["{", "}", "<", ">", "[", "]", ":", ",", ";", "#", "\"", "'", "\\", "\\x", "\\u12", "\n", "\r", " ", "-", "0x", "1e", ".", "m {", "rm: [{", "e: 7", "[golden.ext_i]", "\0", "é"];

    private static int Inputs =>
        int.TryParse(Environment.GetEnvironmentVariable("DIGITPIPELINE_FUZZ_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Fact]
    public void A_damaged_text_is_read_or_refused_with_a_place()
    {
        var random = new Random(1);
        var text = Array.Empty<byte>();
        for (var i = 0; i < Inputs; i++)
        {
            if (i % 50 == 0)
            {
                text = Encoding.UTF8.GetBytes(RandomLayout.Of(TextFormatPrinter.Print(RandomMessage.Fill(new AllTypes(), random, Extensions)), random));
            }

            Try(Mutated(text, random), source => new TextFormatParser((Duplicates)(i % 2)).Merge(source, new AllTypes()));
        }
    }

    [Fact]
    public void A_damaged_label_map_is_read_or_refused_with_a_place()
    {
        var random = new Random(2);
        var text = Encoding.UTF8.GetBytes("item { id: 1 name: 'a' }\nitem { id: 2 name: \"b\" display_name: 'B' } item: < id: 3, name: 'c' >");
        for (var i = 0; i < Inputs / 4; i++)
        {
            Try(Mutated(text, random), source => Map.Parse(source, (LabelMapRules)(i % 2)));
        }
    }

    [Theory]
    [InlineData("m{")]
    [InlineData("m<")]
    [InlineData("rm:[{")]
    [InlineData("[golden.ext_m]{")]
    [InlineData("cm: {")]
    public void Endless_nesting_is_refused(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 100_000));
        Assert.Throws<FormatException>(() => new TextFormatParser().Parse<AllTypes>(text, "deep"));
    }

    [Fact]
    public void Messages_nested_as_deep_as_allowed_are_read_and_printed()
    {
        var depth = TextFormatParser.DeepestNesting;
        var text = string.Concat(Enumerable.Repeat("m{", depth)) + string.Concat(Enumerable.Repeat("}", depth));
        var message = new TextFormatParser().Parse<AllTypes>(text, "deep");
        Assert.Equal(message, new TextFormatParser().Parse<AllTypes>(TextFormatPrinter.Print(message), "printed"));
    }

    private static void Try(byte[] bytes, Action<TextSource> read)
    {
        try
        {
            read(TextSource.FromBytes("mutated", bytes));
        }
        catch (FormatException e)
        {
            Assert.True(e.Line >= 1 && e.Column >= 1);
        }
    }

    private static byte[] Mutated(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(Math.Min(10, bytes.Count - at) + 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                default:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count + 1)).Take(random.Next(20)).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
