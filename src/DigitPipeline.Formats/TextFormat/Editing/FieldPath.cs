using System.Globalization;

namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>
/// Names a field: <c>train_config.batch_size</c>, <c>eval_input_reader[0].label_map_path</c>,
/// <c>eval_input_reader[].label_map_path</c>, <c>train_config.data_augmentation_options[+].random_horizontal_flip</c>,
/// <c>[package.extension].field</c>.
/// </summary>
public sealed class FieldPath
{
    private FieldPath(string text, IReadOnlyList<FieldPathStep> steps) => (Text, Steps) = (text, steps);

    /// <summary>The path as it was given.</summary>
    public string Text { get; }

    /// <summary>Its names, at least one.</summary>
    public IReadOnlyList<FieldPathStep> Steps { get; }

    /// <summary>Reads a path.</summary>
    /// <exception cref="FieldPathException">This is no path.</exception>
    public static FieldPath Parse(string text)
    {
        var steps = new List<FieldPathStep>();
        var position = 0;
        do
        {
            var name = ReadName(text, ref position);
            steps.Add(ReadElement(text, ref position, name));
        }
        while (position < text.Length && text[position++] == '.');

        return position >= text.Length && text.Length > 0 && text[^1] != '.' ? new FieldPath(text, steps) : throw Malformed(text);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string ReadName(string text, ref int position)
    {
        var start = position;
        if (position < text.Length && text[position] == '[')
        {
            var close = text.IndexOf(']', position);
            position = close < 0 ? throw Malformed(text) : close + 1;
            return text[start..position];
        }

        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '-'))
        {
            position++;
        }

        return position > start ? text[start..position] : throw Malformed(text);
    }

    private static FieldPathStep ReadElement(string text, ref int position, string name)
    {
        if (position == text.Length || text[position] != '[')
        {
            return new FieldPathStep(name, ElementChoice.Whole, 0);
        }

        var close = text.IndexOf(']', position);
        var inside = close < 0 ? throw Malformed(text) : text[(position + 1)..close];
        position = close + 1;
        return inside switch
        {
            "" => new FieldPathStep(name, ElementChoice.All, 0),
            "+" => new FieldPathStep(name, ElementChoice.Added, 0),
            _ when int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index) => new FieldPathStep(name, ElementChoice.Index, index),
            _ => throw Malformed(text),
        };
    }

    private static FieldPathException Malformed(string text) =>
        new(text, "this is no path of a field; expected names with points between them, such as \"train_config.batch_size\", where a repeated field "
            + "may have [0], [] (all) or [+] (one more)");
}
