using CsCheck;
using DigitPipeline.Formats.Tests.Protos;
using DigitPipeline.Formats.TextFormat;
using DigitPipeline.Formats.TextFormat.Editing;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.Tests.TextFormat.Editing;

public class MessageEditorPropertyTests
{
    private static readonly IReadOnlyList<FieldDescriptor> Scalars =
    [
        .. AllTypes.Descriptor.Fields.InDeclarationOrder()
            .Where(field => !field.IsRepeated && field.ContainingOneof is null && field.FieldType is not (FieldType.Message or FieldType.Group or FieldType.Bytes)),
    ];

    [Fact]
    public void A_change_sets_its_field_and_touches_no_other_byte() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var message = RandomMessage.Fill(new AllTypes(), random, []);
            var text = RandomLayout.Of(TextFormatPrinter.Print(message), random);
            var field = Scalars[random.Next(Scalars.Count)];
            var prefix = string.Concat(Enumerable.Repeat("m.", random.Next(3)));
            var holder = Holder(message, prefix.Length / 2);
            var old = field.Accessor.HasValue(holder) ? Value(holder, field) : string.Empty;
            field.Accessor.SetValue(holder, RandomMessage.Value(field, random, [], 0));
            var value = field.FieldType == FieldType.String ? (string)field.Accessor.GetValue(holder) : Value(holder, field);

            var changed = new MessageEditor(new TextSource("text", text), AllTypes.Descriptor).Set(FieldPath.Parse(prefix + field.Name), value);

            Assert.Equal(message, new TextFormatParser(Duplicates.Refuse).Parse<AllTypes>(changed, changed));
            var removed = Removed(text, changed);
            Assert.True(old.Contains(removed, StringComparison.Ordinal) || (old.Length == 0 && string.IsNullOrWhiteSpace(removed)), removed);
        },
        iter: 1_000);

    [Fact]
    public void What_a_change_adds_is_gone_once_it_is_removed_again() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var message = RandomMessage.Fill(new AllTypes(), random, []);
            message.ClearI32();
            var text = RandomLayout.Of(TextFormatPrinter.Print(message), random);

            var changed = new MessageEditor(new TextSource("text", text), AllTypes.Descriptor).Set(FieldPath.Parse("i32"), "7");
            var back = new MessageEditor(new TextSource("text", changed), AllTypes.Descriptor).Remove(FieldPath.Parse("i32"));

            Assert.Equal(text.TrimEnd(), back.TrimEnd());
        },
        iter: 300);

    private static AllTypes Holder(AllTypes message, int depth) => depth == 0 ? message : Holder(message.M ??= new AllTypes(), depth - 1);

    private static string Value(AllTypes message, FieldDescriptor field)
    {
        var single = new AllTypes();
        field.Accessor.SetValue(single, field.Accessor.GetValue(message));
        return TextFormatPrinter.Print(single)[(field.Name.Length + 2)..^1];
    }

    /// <summary>What stands between the longest common start and end.</summary>
    private static string Removed(string before, string after)
    {
        var start = before.AsSpan().CommonPrefixLength(after);
        var end = 0;
        while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        return before[start..^end];
    }
}
