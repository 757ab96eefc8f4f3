using DigitPipeline.Formats.TextFormat.Syntax;

namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>Finds the edits that give a field its value.</summary>
internal sealed class FieldSetter(FieldPath path, IReadOnlyList<PathField> steps, IReadOnlyList<NewValue> values, Layout layout, TextSource source)
{
    /// <summary>The edits below a message. A singular message may be written in several parts: they are one.</summary>
    public IEnumerable<TextEdit> Set(IReadOnlyList<MessageNode> parts, int depth)
    {
        RefuseOtherMember(parts, depth);
        var mentions = FieldLookup.Mentions(parts, steps[depth].Field).ToList();
        var written = mentions.SelectMany(mention => mention.Values.Select(value => (mention, value))).ToList();
        if (steps[depth].Field.IsRepeated)
        {
            return SetRepeated(parts, depth, mentions, written);
        }

        if (written.Count == 0 && values.Count == 0)
        {
            return [];
        }

        if (written.Count == 0)
        {
            return [layout.InsertInto(parts[^1], NewText(depth))];
        }

        return depth < steps.Count - 1
            ? Set([.. written.Select(pair => pair.value.Message!)], depth + 1)
            : SetSingular(written);
    }

    private IEnumerable<TextEdit> SetSingular(List<(FieldNode Mention, ValueNode Value)> written)
    {
        var (mention, value) = written[^1];
        if (value.Message is null || written.Count == 1)
        {
            return Replace(mention, value, values[0]);
        }

        // Parts of one message would be merged: the last one becomes the whole.
        return written.SkipLast(1).Select(pair => layout.Remove(pair.Mention)).Concat(Replace(mention, value, values[0]));
    }

    private IEnumerable<TextEdit> SetRepeated(
        IReadOnlyList<MessageNode> parts, int depth, List<FieldNode> mentions, List<(FieldNode Mention, ValueNode Value)> written)
    {
        var step = steps[depth].Step;
        var isLast = depth == steps.Count - 1;
        if (isLast && step.Element == ElementChoice.Whole)
        {
            return SetWhole(parts, mentions, written);
        }

        if (step.Element == ElementChoice.Whole && written.Count > 1)
        {
            throw new FieldPathException(
                path.Text,
                FormattableString.Invariant($"{source.File} has {written.Count} \"{step.Name}\"; write {step.Name}[0] for the first or {step.Name}[] for all of them"));
        }

        if (step.Element == ElementChoice.Index && step.Index > written.Count)
        {
            throw new FieldPathException(
                path.Text, FormattableString.Invariant($"{source.File} has {written.Count} \"{step.Name}\"; the largest index that can be set is [{written.Count}]"));
        }

        var meant = step.Element switch
        {
            ElementChoice.Added => [],
            ElementChoice.Index => written.Skip(step.Index).Take(1),
            _ => written,
        };
        var edits = meant.SelectMany(pair => isLast ? Replace(pair.Mention, pair.Value, values[0]) : Set([pair.Value.Message!], depth + 1)).ToList();
        return meant.Any() ? edits : [Add(parts, depth, mentions, NewText(depth))];
    }

    private IEnumerable<TextEdit> SetWhole(
        IReadOnlyList<MessageNode> parts, List<FieldNode> mentions, List<(FieldNode Mention, ValueNode Value)> written)
    {
        var depth = steps.Count - 1;
        if (written.Count == values.Count)
        {
            return written.Zip(values).SelectMany(pair => Replace(pair.First.Mention, pair.First.Value, pair.Second));
        }

        if (mentions.Count == 0)
        {
            return [layout.InsertInto(parts[^1], NewText(depth))];
        }

        var texts = values.Select(value => value.ToText()).ToList();
        return mentions.Skip(1).Select(layout.Remove).Append(layout.ReplaceAll(mentions[0], steps[depth].Name, texts));
    }

    private TextEdit Add(IReadOnlyList<MessageNode> parts, int depth, List<FieldNode> mentions, FieldText text) =>
        mentions.Count == 0 ? layout.InsertInto(parts[^1], text) : layout.InsertAfter(mentions[^1], steps[depth].Name, text);

    private IEnumerable<TextEdit> Replace(FieldNode mention, ValueNode old, NewValue value)
    {
        var quote = old.Scalar is string && source.Text[old.Start] == '\'' ? '\'' : '"';
        return value.IsSaidBy(old) ? [] : [layout.Replace(mention, old, steps[^1].Name, value.ToText(quote))];
    }

    /// <summary>The text of a field that is not there yet, down to the value.</summary>
    private FieldText NewText(int depth)
    {
        for (var below = depth + 1; below < steps.Count; below++)
        {
            if (steps[below].Step is { Element: ElementChoice.Index, Index: > 0 } step)
            {
                throw new FieldPathException(path.Text, $"{source.File} has no \"{step.Name}\" yet; the largest index that can be set is [0]");
            }
        }

        var lines = values.SelectMany(value => value.ToText().Lines);
        for (var level = steps.Count - 2; level >= depth; level--)
        {
            lines = FieldText.Message(steps[level].Name, lines).Lines;
        }

        return new FieldText([.. lines]);
    }

    private void RefuseOtherMember(IReadOnlyList<MessageNode> parts, int depth)
    {
        var field = steps[depth].Field;
        if (field.RealContainingOneof is not { } oneof)
        {
            return;
        }

        var winner = parts.SelectMany(part => part.Fields).LastOrDefault(node => node.Field?.RealContainingOneof == oneof);
        if (winner is not null && winner.Field != field)
        {
            throw new FieldPathException(
                path.Text,
                FormattableString.Invariant($"{source.File} has \"{FieldNames.NameOf(winner.Field!)}\" in line {source.LineOf(winner.Start)}, another member of oneof \"{oneof.Name}\"; ")
                + "only one of them can be set: change that one, or take it out of the file");
        }
    }
}
