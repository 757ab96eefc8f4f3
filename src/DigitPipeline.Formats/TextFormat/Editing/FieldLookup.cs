using DigitPipeline.Formats.TextFormat.Syntax;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>Finds what a text says about a field.</summary>
internal static class FieldLookup
{
    /// <summary>The mentions of a field in one message, which may be written in several parts.</summary>
    public static IEnumerable<FieldNode> Mentions(IEnumerable<MessageNode> parts, FieldDescriptor field) =>
        parts.SelectMany(part => part.Fields).Where(node => node.Field == field);

    /// <summary>The mentions of what a path ends in, in all the elements that it passes.</summary>
    public static IReadOnlyList<FieldNode> Mentions(MessageNode root, IReadOnlyList<PathField> steps)
    {
        IReadOnlyList<MessageNode> parts = [root];
        IReadOnlyList<FieldNode> mentions = [];
        foreach (var (step, field) in steps)
        {
            mentions = [.. Mentions(parts, field)];
            var written = mentions.SelectMany(mention => mention.Values.Select(value => (mention, value.Message)));
            if (step.Element == ElementChoice.Index)
            {
                written = written.Skip(step.Index).Take(1).ToList();
                mentions = [.. written.Select(pair => pair.mention)];
            }

            parts = [.. written.Select(pair => pair.Message).OfType<MessageNode>()];
        }

        return mentions;
    }
}
