using System.Text.Encodings.Web;
using System.Text.Json;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Cli.Prediction;

/// <summary>What was read in a picture.</summary>
/// <param name="File">The picture, as it was named on the command line.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Text">The digits in reading order, a line for each row.</param>
/// <param name="Detections">The digits by descending score.</param>
internal sealed record Prediction(string File, int Width, int Height, string Text, IReadOnlyList<PredictedObject> Detections);

/// <summary>A picture with what was read in it.</summary>
/// <param name="Prediction">What is told about it.</param>
/// <param name="Image">The decoded picture.</param>
/// <param name="Objects">The detections with normalised boxes.</param>
internal sealed record ReadPicture(Prediction Prediction, RgbImage Image, IReadOnlyList<DetectedObject> Objects);

/// <summary>A digit that was found.</summary>
/// <param name="Class">Name of its class.</param>
/// <param name="Id">Id of its class in the label map.</param>
/// <param name="Score">Score from 0 to 1.</param>
/// <param name="Box"><c>[ymin, xmin, ymax, xmax]</c> in pixels.</param>
internal sealed record PredictedObject(string Class, int Id, float Score, float[] Box);

/// <summary>The JSON of predictions.</summary>
internal static class PredictionJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
