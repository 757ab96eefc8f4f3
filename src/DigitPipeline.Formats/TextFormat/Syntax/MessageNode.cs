using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat.Syntax;

/// <summary>A message as it is written: its fields in the order of the text. Offsets count characters of the text.</summary>
public sealed class MessageNode(MessageDescriptor type, int open)
{
    private List<FieldNode>? _fields;

    /// <summary>The message type; of a map field, the type of its entry.</summary>
    public MessageDescriptor Type { get; } = type;

    /// <summary>Offset of the opening brace; -1 for the file itself.</summary>
    public int Open { get; } = open;

    /// <summary>Offset of the closing brace; for the file itself, the length of the text.</summary>
    public int Close { get; internal set; }

    /// <summary>The fields as written. A repeated field is as many nodes as there are mentions of it.</summary>
    public IReadOnlyList<FieldNode> Fields => _fields ?? (IReadOnlyList<FieldNode>)[];

    internal void Add(FieldNode field) => (_fields ??= []).Add(field);
}
