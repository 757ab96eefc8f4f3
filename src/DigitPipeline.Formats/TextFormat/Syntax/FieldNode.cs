using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat.Syntax;

/// <summary>One mention of a field: its name and its value, or its values where they are written as a list.</summary>
public sealed class FieldNode(int start)
{
    /// <summary>Offset of the name, or of the bracket before an extension's name.</summary>
    public int Start { get; } = start;

    /// <summary>Offset after the last value, and after the comma or semicolon where there is one.</summary>
    public int End { get; internal set; }

    /// <summary>The field; null for the packed message of an Any.</summary>
    public FieldDescriptor? Field { get; internal set; }

    /// <summary>The type URL of an Any's packed message.</summary>
    public string? TypeUrl { get; internal set; }

    /// <summary>Offset of the list's opening bracket; -1 where there is no list.</summary>
    public int ListOpen { get; internal set; } = -1;

    /// <summary>Offset of the list's closing bracket; -1 where there is no list.</summary>
    public int ListClose { get; internal set; } = -1;

    /// <summary>Whether the values are written between brackets.</summary>
    public bool IsList => ListOpen >= 0;

    /// <summary>The values: one, or as many as the list has.</summary>
    public IReadOnlyList<ValueNode> Values { get; internal set; } = [];
}
