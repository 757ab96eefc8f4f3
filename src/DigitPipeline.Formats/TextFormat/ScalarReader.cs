using System.Buffers;
using System.Text;
using System.Text.Unicode;
using DigitPipeline.Formats.TextFormat.Syntax;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>Reads the value of a scalar field: what may be written is decided by the field's type.</summary>
internal sealed class ScalarReader(Tokenizer tokens)
{
    /// <summary>Consumes one value of the field's type, checked for range.</summary>
    public ValueNode Read(FieldDescriptor field)
    {
        var start = tokens.Current.Start;
        var value = ReadValue(field);
        return new ValueNode(start, tokens.Previous.End, value, null);
    }

    private object ReadValue(FieldDescriptor field)
    {
        switch (field.FieldType)
        {
            case FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32:
                return (int)ReadInteger(int.MinValue, int.MaxValue);
            case FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64:
                return (long)ReadInteger(long.MinValue, long.MaxValue);
            case FieldType.UInt32 or FieldType.Fixed32:
                return (uint)ReadInteger(uint.MinValue, uint.MaxValue);
            case FieldType.UInt64 or FieldType.Fixed64:
                return (ulong)ReadInteger(ulong.MinValue, ulong.MaxValue);
            case FieldType.Double:
                return ReadDouble();
            case FieldType.Float:
                return FloatLiteral.ToSingle(ReadDouble());
            case FieldType.Bool:
                return ReadBool();
            case FieldType.Enum:
                return ReadEnum(field.EnumType);
            case FieldType.Bytes:
                return ByteString.CopyFrom(ReadBytes());
            default:
                return ReadString();
        }
    }

    private Int128 ReadInteger(Int128 least, Int128 most)
    {
        if (!IntegerLiteral.TryParse(tokens.CurrentText, allowOctalC: true, out var value))
        {
            throw tokens.Error($"expected an integer, found {tokens.Found}");
        }

        if (value < least || value > most)
        {
            throw tokens.Error(FormattableString.Invariant($"value out of range: {tokens.Found}; expected {least} to {most}"));
        }

        tokens.Next();
        return value;
    }

    private double ReadDouble()
    {
        if (!FloatLiteral.TryParse(tokens.CurrentText, out var value))
        {
            throw tokens.Error($"expected a number, found {tokens.Found}");
        }

        tokens.Next();
        return value;
    }

    private bool ReadBool()
    {
        bool? value = tokens.CurrentText switch
        {
            "true" or "t" or "True" or "1" => true,
            "false" or "f" or "False" or "0" => false,
            _ => null,
        };
        var result = value ?? throw tokens.Error($"expected true or false, found {tokens.Found}");
        tokens.Next();
        return result;
    }

    private int ReadEnum(EnumDescriptor type)
    {
        var text = tokens.CurrentText;
        int number;
        if (IntegerLiteral.TryParse(text, allowOctalC: false, out var literal))
        {
            var inRange = literal >= int.MinValue && literal <= int.MaxValue;
            if (!inRange || (type.FindValueByNumber((int)literal) is null && type.File.ToProto().Syntax != "proto3"))
            {
                var values = string.Join(", ", type.Values.Select(value => FormattableString.Invariant($"{value.Name} = {value.Number}")));
                throw tokens.Error($"enum type \"{type.FullName}\" has no value with number {tokens.Found}; there are: {values}");
            }

            number = (int)literal;
        }
        else if (type.FindValueByName(text.ToString()) is { } value)
        {
            number = value.Number;
        }
        else
        {
            throw tokens.Error($"enum type \"{type.FullName}\" has no value named {tokens.Found}{Suggestion.For(text.ToString(), type.Values.Select(v => v.Name))}");
        }

        tokens.Next();
        return number;
    }

    private string ReadString()
    {
        // Nearly all strings are one literal without escapes: its characters are the value.
        if (tokens.LookingAtLiteral && !tokens.CurrentText.Contains('\\'))
        {
            var plain = ReadPlain();
            return tokens.LookingAtLiteral ? plain + ReadString() : plain;
        }

        var bytes = ReadBytes();
        if (!Utf8.IsValid(bytes))
        {
            // Where the original reports it: the literals are behind us by then.
            throw tokens.Error("the string before this place is not UTF-8; expected UTF-8 (\\303\\251 or the character itself, not \\351 or \\u00e9)");
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private string ReadPlain()
    {
        var text = Body().ToString();
        tokens.Next();
        return text;
    }

    /// <summary>Consumes adjacent literals as one.</summary>
    private ReadOnlySpan<byte> ReadBytes()
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, tokens.Current.Length));
        do
        {
            ReadLiteral(bytes);
        }
        while (tokens.LookingAtLiteral);

        return bytes.WrittenSpan;
    }

    private void ReadLiteral(ArrayBufferWriter<byte> bytes)
    {
        if (!tokens.LookingAtLiteral)
        {
            throw tokens.Error($"expected a string in quotes, found {tokens.Found}");
        }

        if (StringLiteral.Unescape(Body(), bytes) is { } problem)
        {
            throw tokens.Error(problem);
        }

        tokens.Next();
    }

    /// <summary>The characters between the quotes of the literal that is looked at.</summary>
    private ReadOnlySpan<char> Body()
    {
        var text = tokens.CurrentText;
        return text.Length >= 2 && text[^1] == text[0]
            ? text[1..^1]
            : throw tokens.Error($"the string has no ending quote on its line: {tokens.Found}");
    }
}
