using CsCheck;
using DigitPipeline.Formats.Tests.Protos;
using DigitPipeline.Formats.TextFormat;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.Tests.TextFormat;

public class TextFormatPropertyTests
{
    private static readonly IReadOnlyList<FieldDescriptor> Extensions = [.. KnownTypes.Of(AllTypes.Descriptor).ExtensionsOf(AllTypes.Descriptor)];

    [Fact]
    public void What_is_printed_reads_back_as_the_same_message() => Gen.Int.Sample(
        seed =>
        {
            var message = RandomMessage.Fill(new AllTypes(), new Random(seed), Extensions);
            var text = TextFormatPrinter.Print(message);
            var again = new TextFormatParser(Duplicates.Refuse).Parse<AllTypes>(text, "printed");
            Assert.Equal(message, again);
            Assert.Equal(text, TextFormatPrinter.Print(again));
            Assert.Equal(message, new TextFormatParser().Parse<AllTypes>(new TextFormatPrinter(keepUnicode: true).ToText(message), "printed"));
        },
        iter: 500);

    [Fact]
    public void The_layout_of_a_text_does_not_change_what_it_says() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var message = RandomMessage.Fill(new AllTypes(), random, Extensions);
            var text = RandomLayout.Of(TextFormatPrinter.Print(message), random);
            Assert.Equal(message, new TextFormatParser(Duplicates.Refuse).Parse<AllTypes>(text, text));
        },
        iter: 500);

    [Fact]
    public void Every_float_reads_back_with_the_same_bits() => Gen.UInt.Where(bits => !float.IsNaN(BitConverter.UInt32BitsToSingle(bits))).Sample(
        bits =>
        {
            var message = new TextFormatParser().Parse<AllTypes>($"f: {FloatText.Of(BitConverter.UInt32BitsToSingle(bits))}", "float");
            Assert.Equal(bits, BitConverter.SingleToUInt32Bits(message.F));
        },
        iter: 5_000);

    [Fact]
    public void Every_double_reads_back_with_the_same_bits() => Gen.ULong.Where(bits => !double.IsNaN(BitConverter.UInt64BitsToDouble(bits))).Sample(
        bits =>
        {
            var message = new TextFormatParser().Parse<AllTypes>($"d: {FloatText.Of(BitConverter.UInt64BitsToDouble(bits))}", "double");
            Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(message.D));
        },
        iter: 5_000);
}
