namespace DigitPipeline.Pipelines.Sections;

/// <summary>What a detector must reach to be exported and published; null where it does not matter.</summary>
/// <param name="RecognitionRate">Least recognition rate.</param>
/// <param name="MeanAveragePrecision">Least mAP (COCO).</param>
/// <param name="NoClassBelow">Least recognition rate of each class.</param>
/// <param name="NotWorseThanPublished">Most that the recognition rate may fall behind the latest published version's.</param>
public sealed record GateCriteria(double? RecognitionRate, double? MeanAveragePrecision, double? NoClassBelow, double? NotWorseThanPublished)
{
    /// <summary>Whether anything is asked for.</summary>
    public bool Any => (RecognitionRate ?? MeanAveragePrecision ?? NoClassBelow ?? NotWorseThanPublished) is not null;
}
