namespace DigitPipeline.Detection.PostProcessing;

/// <summary>Turns the logits of anchors into scores.</summary>
public static class ScoreConverter
{
    /// <summary>The scores of <c>[anchors, columns]</c> logits.</summary>
    public static float[] Convert(ReadOnlySpan<float> logits, int columns, PostProcessingOptions options)
    {
        var scores = logits.ToArray();
        for (var i = 0; i < scores.Length; i++)
        {
            var value = options.PredictorSigmoid ? Sigmoid(scores[i]) : scores[i];
            scores[i] = options.Conversion == ScoreConversion.Sigmoid ? Sigmoid(value / options.LogitScale) : value / options.LogitScale;
        }

        for (var row = 0; row < scores.Length && options.Conversion == ScoreConversion.Softmax; row += columns)
        {
            Softmax(scores.AsSpan(row, columns));
        }

        return scores;
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static void Softmax(Span<float> row)
    {
        var (highest, sum) = (row[0], 0f);
        foreach (var value in row)
        {
            highest = MathF.Max(highest, value);
        }

        for (var i = 0; i < row.Length; i++)
        {
            row[i] = MathF.Exp(row[i] - highest);
            sum += row[i];
        }

        for (var i = 0; i < row.Length; i++)
        {
            row[i] /= sum;
        }
    }
}
