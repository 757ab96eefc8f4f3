using System.Text;
using DigitPipeline.Formats.PascalVoc;
using DigitPipeline.Formats.Tests.Protos;
using DigitPipeline.Formats.Tests.TextFormat;
using DigitPipeline.Formats.TextFormat;

namespace Fuzz;

/// <summary>Undamaged texts, and the words that damage is made of.</summary>
internal static class TextSeeds
{
    /// <summary>What protobuf's text format is made of.</summary>
    public static IReadOnlyList<byte[]> Pieces { get; } = Bytes(
        "{", "}", "<", ">", "[", "]", ":", ",", ";", "#", "\"", "'", "\\", "\\x", "\\u12", "\n", "\r", " ", "-", "0x", "1e", ".", "m {", "rm: [{", "e: 7",
        "[golden.ext_i]", "\0", "é", "nan", "1e400", "0", "true", "ri: [1, 2]", "train_config {", "item {", "id: 3");

    /// <summary>What an annotation is made of, and what XML knows besides.</summary>
    public static IReadOnlyList<byte[]> XmlPieces { get; } = Bytes(
        "<", ">", "</object>", "<object>", "<bndbox>", "<xmin>1</xmin>", "&amp;", "&#0;", "&#x10FFFF;", "&x;", "<!DOCTYPE a [<!ENTITY x \"y\">]>", "<![CDATA[",
        "]]>", "<!--", "-->", "<?xml version=\"1.0\"?>", "xmlns:a=\"b\"", "<a:b/>", "1e999", "nan", "-1", "\0", "é", " verified=\"yes\"");

    /// <summary>Messages with every type of field, laid out in many ways.</summary>
    public static IReadOnlyList<byte[]> AllTypes()
    {
        var random = new Random(1);
        var extensions = KnownTypes.Of(Types).ExtensionsOf(Types).ToList();
        return [.. Enumerable.Range(0, 100)
            .Select(_ => RandomMessage.Fill(new AllTypes(), random, extensions))
            .Select(message => Encoding.UTF8.GetBytes(RandomLayout.Of(TextFormatPrinter.Print(message), random)))];
    }

    /// <summary>A small config, and those of the Object Detection API where they are at hand.</summary>
    public static IReadOnlyList<byte[]> Configs() =>
    [
        .. Bytes("""
            # A comment.
            model { ssd { num_classes: 10 image_resizer { fixed_shape_resizer { height: 96 width: 96 } } } }
            train_config: <
              batch_size: 16, optimizer { momentum_optimizer: { learning_rate { constant_learning_rate { learning_rate: .04 } } } }
              data_augmentation_options { random_horizontal_flip { } }
            >
            eval_config { metrics_set: ['coco_detection_metrics', "pascal" '_voc'] }
            """),
        .. GoldenSeeds.Configs(),
    ];

    /// <summary>Label maps.</summary>
    public static IReadOnlyList<byte[]> LabelMaps() => Bytes(
        "item { id: 1 name: 'a' }\nitem { id: 2 name: \"b\" display_name: 'B' } item: < id: 3, name: 'c' >",
        string.Concat(Enumerable.Range(1, 90).Select(id => FormattableString.Invariant($"item {{\n  id: {id}\n  name: 'class {id}'\n}}\n"))));

    /// <summary>Annotations as LabelImg writes them.</summary>
    public static IReadOnlyList<byte[]> Annotations() =>
    [
        Annotation(2), Annotation(60), .. GoldenSeeds.Annotations(),
    ];

    private static Google.Protobuf.Reflection.MessageDescriptor Types => DigitPipeline.Formats.Tests.Protos.AllTypes.Descriptor;

    private static byte[] Annotation(int objects) => new VocAnnotation
    {
        FileName = "숫자.jpg",
        Width = 400,
        Height = 300,
        Objects = [.. Enumerable.Range(0, objects).Select(i => new VocObject("7", i, 2, i + 3, 4))],
    }.ToBytes();

    private static byte[][] Bytes(params string[] texts) => Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
}
