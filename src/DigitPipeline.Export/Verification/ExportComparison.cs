namespace DigitPipeline.Export.Verification;

/// <summary>How far two engines differ.</summary>
/// <param name="Pictures">Pictures tried.</param>
/// <param name="Compared">Detections that both have.</param>
/// <param name="Unpaired">Detections that only one has, and no tie explains.</param>
/// <param name="Tied">Detections that only one has because rounding decided between two that are equally good.</param>
/// <param name="MaxBoxDifference">Greatest difference of a coordinate, normalised.</param>
/// <param name="MaxScoreDifference">Greatest difference of a score.</param>
/// <param name="Tolerance">What was allowed.</param>
public sealed record ExportComparison(
    int Pictures, int Compared, int Unpaired, int Tied, float MaxBoxDifference, float MaxScoreDifference, float Tolerance)
{
    /// <summary>Whether the export is the same detector. One detection in 200 may be unpaired: a tie's consequences can reach far.</summary>
    public bool Passed => MaxBoxDifference <= Tolerance && MaxScoreDifference <= Tolerance && Unpaired * 200L <= Compared;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Compared} detections in {Pictures} pictures: boxes differ by {MaxBoxDifference:0.0e+0} at most, scores by {MaxScoreDifference:0.0e+0} (allowed {Tolerance:0.0e+0}); {Unpaired} on one side only, {Tied} more by a tie");
}
