using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Export.Inference;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>Writes how class logits <c>[batch, anchors, columns]</c> become scores.</summary>
internal sealed class OnnxScores(OnnxGraphBuilder builder, InferenceOptions options)
{
    /// <summary>Name of the scores of all columns, the background's included.</summary>
    public const string All = "raw_detection_scores";

    private const string Prefix = "postprocess/";

    /// <summary>Adds the nodes; the result is <c>[batch, anchors, classes]</c>, without the background's.</summary>
    public string Write(string logits)
    {
        var values = options.PredictorSigmoid ? builder.Node(Prefix + "logits/sigmoid", "Sigmoid", [logits]) : logits;
        values = options.LogitScale == 1
            ? values
            : builder.Node(Prefix + "logits/scaled", "Div", [values, builder.Float(Prefix + "logits/scale", options.LogitScale)]);
        var all = options.Conversion switch
        {
            ScoreConversion.Sigmoid => builder.Node(All, "Sigmoid", [values]),
            ScoreConversion.Softmax => builder.Node(All, "Softmax", [values], Int("axis", 2)),
            _ => builder.Node(All, "Identity", [values]),
        };
        return !options.HasBackground ? all : builder.Node(
            Prefix + "scores",
            "Slice",
            [
                all,
                builder.Integers(Prefix + "logits/first", [1], 1),
                builder.Integers(Prefix + "logits/end", [options.ClassNames.Count + 1], 1),
                builder.Integers(Prefix + "logits/axis", [2], 1),
            ]);
    }
}
