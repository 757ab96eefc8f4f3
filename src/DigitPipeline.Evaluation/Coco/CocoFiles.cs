using System.Text.Json;

namespace DigitPipeline.Evaluation.Coco;

/// <summary>Reads COCO's JSON files.</summary>
public static class CocoFiles
{
    /// <summary>
    /// Reads <c>images</c>, <c>categories</c> and <c>annotations</c>. An annotation without <c>area</c> gets its box's; one without
    /// <c>iscrowd</c> is none.
    /// </summary>
    /// <exception cref="Formats.FormatException">Not JSON, or a member is missing or of the wrong kind.</exception>
    public static CocoGroundTruth ReadGroundTruth(string path)
    {
        using var document = Parse(path);
        var root = new CocoJsonReader(path, document.RootElement, "the file");
        return new CocoGroundTruth(
            [.. root.Items("images").Select(i => i.Integer("id"))],
            [.. root.Items("categories").Select(c => new CocoCategory(c.Integer("id"), c.Text("name")))],
            [.. root.Items("annotations").Select(Annotation)]);
    }

    /// <summary>Reads a result file: an array of <c>{"image_id", "category_id", "bbox", "score"}</c>.</summary>
    /// <exception cref="Formats.FormatException">Not JSON, or a member is missing or of the wrong kind.</exception>
    public static IReadOnlyList<CocoDetection> ReadDetections(string path)
    {
        using var document = Parse(path);
        return [.. new CocoJsonReader(path, document.RootElement, "the file").Items().Select(Detection)];
    }

    private static CocoAnnotation Annotation(CocoJsonReader json)
    {
        var box = json.Box();
        return new CocoAnnotation(
            json.Integer("id"), json.Integer("image_id"), json.Integer("category_id"), box, json.NumberOr("area", box.Area), json.NumberOr("iscrowd", 0) != 0);
    }

    private static CocoDetection Detection(CocoJsonReader json) =>
        new(json.Integer("image_id"), json.Integer("category_id"), json.Box(), json.Number("score"));

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw Formats.FormatException.InText(
                path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "not valid JSON: " + e.Message, e);
        }
    }
}
