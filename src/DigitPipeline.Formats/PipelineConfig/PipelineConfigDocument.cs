using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.TextFormat;
using DigitPipeline.Formats.TextFormat.Editing;
using DigitPipeline.Formats.TextFormat.Syntax;

namespace DigitPipeline.Formats.PipelineConfig;

/// <summary>A <c>pipeline.config</c> that knows where each of its fields stands, so that what is refused can be named by line.</summary>
public sealed class PipelineConfigDocument
{
    private readonly MessageNode _root;

    private PipelineConfigDocument(TextSource source)
    {
        Source = source;
        _root = new TextFormatParser().ParseSyntax(source, TrainEvalPipelineConfig.Descriptor);
        Config = new TrainEvalPipelineConfig();
        MessageMerger.Merge(_root, Config);
    }

    /// <summary>The text.</summary>
    public TextSource Source { get; }

    /// <summary>What it says.</summary>
    public TrainEvalPipelineConfig Config { get; }

    /// <summary>All fields that the text mentions, in its order, outer ones before inner ones.</summary>
    public IEnumerable<ConfigMention> Mentions => MentionsOf(_root, string.Empty);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">The file is not a pipeline config; with line and column.</exception>
    public static PipelineConfigDocument Read(string path) => new(TextSource.Load(path));

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">The text is not a pipeline config; with line and column.</exception>
    public static PipelineConfigDocument Parse(string text, string fileName) => new(new TextSource(fileName, text));

    /// <summary>
    /// An error about a field: at its last mention, or at the message that it is missing in.
    /// </summary>
    /// <param name="fieldPath">The field, as <see cref="FieldPath"/> reads it.</param>
    /// <param name="problem">What is wrong.</param>
    public FormatException Error(string fieldPath, string problem)
    {
        var steps = PathField.Resolve(FieldPath.Parse(fieldPath), TrainEvalPipelineConfig.Descriptor, KnownTypes.Of(TrainEvalPipelineConfig.Descriptor));
        var place = Enumerable.Range(1, steps.Count)
            .Select(length => FieldLookup.Mentions(_root, [.. steps.Take(length)]).LastOrDefault())
            .LastOrDefault(mention => mention is not null);
        return Source.Error(place?.Start ?? 0, $"{fieldPath}: {problem}");
    }

    private IEnumerable<ConfigMention> MentionsOf(MessageNode message, string prefix)
    {
        foreach (var node in message.Fields.Where(node => node.Field is not null))
        {
            var path = prefix + FieldNames.NameOf(node.Field!);
            var (line, column) = Source.PositionOf(node.Start);
            object[] values = [.. node.Values.Select(value => value.Scalar).OfType<object>()];
            yield return new ConfigMention(path, node.Field!, line, column, values);
            foreach (var inner in node.Values.Where(value => value.Message is not null).SelectMany(value => MentionsOf(value.Message!, path + ".")))
            {
                yield return inner;
            }
        }
    }
}
