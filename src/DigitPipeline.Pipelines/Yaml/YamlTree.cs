using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DigitPipeline.Pipelines.Yaml;

/// <summary>
/// Reads the part of YAML that settings need: keys, lists and scalars. Anchors, aliases, tags and several documents are refused, so
/// that what is written is what holds.
/// </summary>
internal sealed class YamlTree
{
    private const int DeepestLevel = 8;

    private readonly Parser _parser;
    private readonly string _file;

    private YamlTree(string text, string file)
    {
        _parser = new Parser(new StringReader(text));
        _file = file;
    }

    /// <summary>The root of a text.</summary>
    /// <exception cref="PipelineSettingsException">It is empty, no YAML, or more of YAML than settings need.</exception>
    public static YamlNode Parse(string text, string file)
    {
        var tree = new YamlTree(text, file);
        try
        {
            return tree.ReadDocument();
        }
        catch (YamlException error)
        {
            throw YamlSyntax.Problem(text, file, error.Start, error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The parser loses its way in some unclosed lists, such as "a: [\n b\nc: d", and in tags without a name.
            throw YamlSyntax.Problem(text, file, tree._parser.Current?.End ?? Mark.Empty, error);
        }
    }

    private YamlNode ReadDocument()
    {
        Next<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            throw new Place(_file, 1, 1).Problem("found no settings, expected sections such as data and train");
        Next<DocumentStart>();
        var root = ReadNode(1);
        Next<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            throw At(second).Problem("found a second document, expected one; remove the line ---");
        return root;
    }

    private YamlNode ReadNode(int level)
    {
        if (_parser.Accept<AnchorAlias>(out var alias))
            throw At(alias).Problem($"found the alias *{alias.Value}, which is not supported; write the value itself");
        var node = _parser.Consume<NodeEvent>();
        if (!node.Anchor.IsEmpty)
            throw At(node).Problem($"found the anchor &{node.Anchor.Value}, which is not supported; write values where they are needed");
        if (!node.Tag.IsEmpty && node is not Scalar { Tag.IsNonSpecific: true })
            throw At(node).Problem($"found the tag {node.Tag.Value}, which is not supported; remove it");
        if (level > DeepestLevel)
            throw At(node).Problem($"found values nested deeper than {DeepestLevel} levels, expected section, setting and value");
        return node switch
        {
            Scalar scalar => new YamlScalar(At(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => new YamlSequence(At(node), ReadItems(level)),
            _ => new YamlMapping(At(node), ReadEntries(level)),
        };
    }

    private List<YamlNode> ReadItems(int level)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(level + 1));
        return items;
    }

    private List<YamlEntry> ReadEntries(int level)
    {
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var node = ReadNode(level + 1);
            if (node is not YamlScalar key) throw node.Place.Problem($"found {node.Found} as a key, expected a name");
            if (!lines.TryAdd(key.Text, key.Place.Line))
                throw key.Place.Problem($"found '{key.Text}' twice, first in line {lines[key.Text]}; remove one of them");
            entries.Add(new YamlEntry(key, ReadNode(level + 1)));
        }

        return entries;
    }

    private void Next<T>() where T : ParsingEvent => _parser.Consume<T>();

    private Place At(ParsingEvent found) => new(_file, found.Start.Line, found.Start.Column);
}
