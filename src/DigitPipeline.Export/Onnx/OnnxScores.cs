using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Export.Inference;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>Writes how class logits <c>[1, anchors, columns]</c> become scores of the classes, without the background's.</summary>
internal sealed class OnnxScores(OnnxGraphBuilder builder, InferenceOptions options)
{
    private const string Prefix = "postprocess/";

    /// <summary>Adds the nodes; the result is <c>[1, anchors, classes]</c>.</summary>
    public string Write(string logits)
    {
        var values = options.PredictorSigmoid ? builder.Node(Prefix + "logits/sigmoid", "Sigmoid", [logits]) : logits;
        values = options.LogitScale == 1
            ? values
            : builder.Node(Prefix + "logits/scaled", "Div", [values, builder.Float(Prefix + "logits/scale", options.LogitScale)]);
        return options.Conversion switch
        {
            ScoreConversion.Sigmoid => builder.Node(Prefix + "scores", "Sigmoid", [OfClasses(values)]),
            ScoreConversion.Softmax => OfClasses(builder.Node(Prefix + "scores/all", "Softmax", [values], Int("axis", 2))),
            _ => OfClasses(values),
        };
    }

    private string OfClasses(string values) => !options.HasBackground ? values : builder.Node(
        values + "/classes",
        "Slice",
        [
            values,
            builder.Integers(Prefix + "logits/first", [1], 1),
            builder.Integers(Prefix + "logits/end", [options.ClassNames.Count + 1], 1),
            builder.Integers(Prefix + "logits/axis", [2], 1),
        ]);
}
