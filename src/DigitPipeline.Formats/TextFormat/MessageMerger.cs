using System.Collections;
using DigitPipeline.Formats.TextFormat.Syntax;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>Puts what a text says into a message.</summary>
internal static class MessageMerger
{
    /// <summary>Merges: the last scalar wins, singular messages are merged, repeated fields appended to.</summary>
    public static void Merge(MessageNode node, IMessage message)
    {
        foreach (var field in node.Fields)
        {
            if (field.Field is null)
            {
                Pack(field, (Any)message);
                continue;
            }

            foreach (var value in field.Values)
            {
                Merge(field.Field, value, message);
            }
        }
    }

    /// <summary>An empty message of this type.</summary>
    public static IMessage Create(MessageDescriptor type) => (IMessage)Activator.CreateInstance(type.ClrType)!;

    private static void Merge(FieldDescriptor field, ValueNode value, IMessage message)
    {
        if (field.IsMap)
        {
            AddEntry((IDictionary)field.Accessor.GetValue(message), value.Message!);
        }
        else if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(value.Scalar ?? Build(value.Message!));
        }
        else if (value.Message is null)
        {
            field.Accessor.SetValue(message, value.Scalar);
        }
        else if (field.Accessor.GetValue(message) is IMessage existing && field.Accessor.HasValue(message))
        {
            Merge(value.Message, existing);
        }
        else
        {
            field.Accessor.SetValue(message, Build(value.Message));
        }
    }

    private static IMessage Build(MessageNode node)
    {
        var message = Create(node.Type);
        Merge(node, message);
        return message;
    }

    /// <summary>A later entry replaces an earlier one of the same key; an absent key or value is its type's default.</summary>
    private static void AddEntry(IDictionary map, MessageNode entry)
    {
        var key = DefaultOf(entry.Type.FindFieldByNumber(1));
        var value = DefaultOf(entry.Type.FindFieldByNumber(2));
        foreach (var field in entry.Fields)
        {
            var node = field.Values[0];
            if (field.Field!.FieldNumber == 1)
            {
                key = node.Scalar!;
            }
            else if (node.Message is null)
            {
                value = node.Scalar!;
            }
            else
            {
                Merge(node.Message, (IMessage)value);
            }
        }

        map[key] = value;
    }

    private static object DefaultOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => string.Empty,
        FieldType.Bytes => ByteString.Empty,
        FieldType.Bool => false,
        FieldType.Double => 0.0,
        FieldType.Float => 0f,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => 0L,
        FieldType.UInt64 or FieldType.Fixed64 => 0UL,
        FieldType.UInt32 or FieldType.Fixed32 => 0U,
        FieldType.Enum => field.EnumType.Values[0].Number,
        FieldType.Message => Create(field.MessageType),
        _ => 0,
    };

    private static void Pack(FieldNode field, Any message)
    {
        message.TypeUrl = field.TypeUrl;
        message.Value = Build(field.Values[0].Message!).ToByteString();
    }
}
