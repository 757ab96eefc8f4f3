using System.Collections;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.Tests.TextFormat;

/// <summary>Messages with random content, the same for the same seed.</summary>
internal static class RandomMessage
{
    private static readonly string[] Characters = ["a", "Z", "0", " ", "'", "\"", "\\", "\n", "\t", "\0", "\u007f", "é", "数", "😀", "#", "{", "}"];

    /// <summary>Fills fields at random, messages down to a depth, extensions included.</summary>
    public static T Fill<T>(T message, Random random, IEnumerable<FieldDescriptor> extensions, int depth = 3)
        where T : IMessage
    {
        var fields = message.Descriptor.Fields.InDeclarationOrder().Concat(extensions.Where(field => field.ExtendeeType == message.Descriptor));
        foreach (var field in fields.Where(_ => random.Next(4) == 0))
        {
            var isMessage = field.FieldType is FieldType.Message or FieldType.Group;
            if (field.IsMap)
            {
                var map = (IDictionary)field.Accessor.GetValue(message);
                map[Value(field.MessageType.FindFieldByNumber(1), random, extensions, depth)] =
                    Value(field.MessageType.FindFieldByNumber(2), random, extensions, depth);
            }
            else if (field.IsRepeated && (depth > 0 || !isMessage))
            {
                var list = (IList)field.Accessor.GetValue(message);
                Enumerable.Range(0, random.Next(1, 4)).ToList().ForEach(_ => list.Add(Value(field, random, extensions, depth)));
            }
            else if (depth > 0 || !isMessage)
            {
                field.Accessor.SetValue(message, Value(field, random, extensions, depth));
            }
        }

        return message;
    }

    /// <summary>A value of a field's type.</summary>
    public static object Value(FieldDescriptor field, Random random, IEnumerable<FieldDescriptor> extensions, int depth) => field.FieldType switch
    {
        FieldType.Message or FieldType.Group =>
            Fill((IMessage)Activator.CreateInstance(field.MessageType.ClrType)!, random, extensions, depth - 1),
        FieldType.Enum => field.EnumType.Values[random.Next(field.EnumType.Values.Count)].Number,
        FieldType.Bool => random.Next(2) == 0,
        FieldType.String => Text(random),
        FieldType.Bytes => ByteString.CopyFrom(Bytes(random, random.Next(5))),
        FieldType.Float => random.Next(3) == 0 ? random.Next(100) / 10f : BitConverter.ToSingle(Bytes(random, 4)) is var x && float.IsNaN(x) ? 0f : x,
        FieldType.Double => random.Next(3) == 0 ? random.Next(100) / 10.0 : BitConverter.ToDouble(Bytes(random, 8)) is var y && double.IsNaN(y) ? 0.0 : y,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => BitConverter.ToInt64(Bytes(random, 8)),
        FieldType.UInt64 or FieldType.Fixed64 => BitConverter.ToUInt64(Bytes(random, 8)),
        FieldType.UInt32 or FieldType.Fixed32 => BitConverter.ToUInt32(Bytes(random, 4)),
        _ => random.Next(2) == 0 ? random.Next(-5, 5) : BitConverter.ToInt32(Bytes(random, 4)),
    };

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        Enumerable.Range(0, random.Next(6)).ToList().ForEach(_ => text.Append(Characters[random.Next(Characters.Length)]));
        return text.ToString();
    }
}
