using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel.Graph;

namespace DigitPipeline.Export.SavedModel;

/// <summary>Writes greedy non-maximum suppressions, hard or soft, that share their thresholds.</summary>
internal sealed class Suppression
{
    private readonly FunctionGraph function;
    private readonly string scope;
    private readonly GraphValue[] limits;

    public Suppression(FunctionGraph function, InferenceOptions options, string scope, int most)
    {
        (this.function, this.scope) = (function, scope);
        limits =
        [
            function.Int(scope + "most", most), function.Float(scope + "iou", options.IoUThreshold),
            function.Float(scope + "threshold", options.ScoreThreshold), function.Float(scope + "sigma", options.SoftSigma),
        ];
    }

    /// <summary>Adds one.</summary>
    /// <returns>Indices and scores of the boxes that are kept, by descending score; a soft suppression lowers scores.</returns>
    public (GraphValue Indices, GraphValue Scores) Write(string name, GraphValue boxes, GraphValue scores)
    {
        var outputs = function.Nodes(scope + name, "NonMaxSuppressionV5", [boxes, scores, .. limits]);
        return (outputs[0], outputs[1]);
    }
}
