using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.TextFormat;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.PipelineConfig;

/// <summary>Shows what a config or label map says.</summary>
public static class ConfigInspection
{
    private static readonly FileDescriptor[] Schema =
        [PipelineReflection.Descriptor, StringIntLabelMapReflection.Descriptor, TargetAssignerReflection.Descriptor];

    /// <summary>The file in the canonical layout: fields by number, two spaces a level, no comments.</summary>
    /// <param name="path">The file.</param>
    /// <param name="messageName">Its message, with or without package: <c>TrainEvalPipelineConfig</c>, <c>StringIntLabelMap</c>, ...</param>
    /// <exception cref="FormatException">The file is not of this message; with line and column.</exception>
    /// <exception cref="ArgumentException">There is no such message.</exception>
    public static string Canonical(string path, string messageName) => Canonical(TextSource.Load(path), messageName);

    /// <summary>A text in the canonical layout.</summary>
    public static string Canonical(string text, string fileName, string messageName) => Canonical(new TextSource(fileName, text), messageName);

    /// <summary>The file as JSON, fields named as in the file.</summary>
    /// <inheritdoc cref="Canonical(string, string)"/>
    public static string Json(string path, string messageName) => Json(TextSource.Load(path), messageName);

    /// <summary>A text as JSON, fields named as in the text.</summary>
    public static string Json(string text, string fileName, string messageName) => Json(new TextSource(fileName, text), messageName);

    private static string Canonical(TextSource source, string messageName) => TextFormatPrinter.Print(Read(source, messageName));

    private static string Json(TextSource source, string messageName)
    {
        var settings = JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithIndentation("  ");
        return new JsonFormatter(settings).Format(Read(source, messageName)) + "\n";
    }

    private static IMessage Read(TextSource source, string messageName)
    {
        var types = new KnownTypes(Schema);
        var package = PipelineReflection.Descriptor.Package + ".";
        var type = types.FindMessage(messageName) ?? types.FindMessage(package + messageName)
            ?? throw new ArgumentException(
                $"there is no message \"{messageName}\"{Suggestion.For(messageName, types.MessageNames.Select(name => name.Replace(package, string.Empty, StringComparison.Ordinal)))}",
                nameof(messageName));
        var message = MessageMerger.Create(type);
        new TextFormatParser().Merge(source, message);
        return message;
    }
}
