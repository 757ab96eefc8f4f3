using DigitPipeline.Formats.TextFormat.Syntax;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>Refuses what one message may hold only once.</summary>
internal static class DuplicateCheck
{
    /// <summary>Another member of the field's oneof must not be there yet.</summary>
    public static void RefuseOtherMember(Tokenizer tokens, MessageNode message, FieldDescriptor field)
    {
        if (field.RealContainingOneof is not { } oneof)
        {
            return;
        }

        if (message.Fields.FirstOrDefault(node => node.Field?.RealContainingOneof == oneof && node.Field != field) is { } other)
        {
            throw tokens.ErrorAtPrevious(
                $"field \"{field.Name}\" is given along with field \"{other.Field!.Name}\" of line {tokens.Source.LineOf(other.Start)}, another member of "
                + $"oneof \"{oneof.Name}\" of message type \"{message.Type.FullName}\"; keep one of them");
        }
    }

    /// <summary>A singular field must not be there yet. Called after its value, or after the opening brace of its message.</summary>
    public static void RefuseSecond(Tokenizer tokens, MessageNode message, FieldDescriptor field)
    {
        if (!field.IsRepeated && message.Fields.FirstOrDefault(node => node.Field == field) is { } other)
        {
            throw tokens.ErrorAtPrevious(
                $"message type \"{message.Type.FullName}\" should not have multiple \"{FieldNames.NameOf(field)}\" fields; "
                + $"the other one is in line {tokens.Source.LineOf(other.Start)}: keep one of them");
        }
    }
}
