namespace DigitPipeline.Export.Publishing;

/// <summary>A version that is published.</summary>
/// <param name="Version">Its name.</param>
/// <param name="Digest">SHA-256 that names its content: of the manifest in a registry, of <c>SHA256SUMS</c> in a folder.</param>
/// <param name="Date">Date of the commit that it was made of; null where none is known.</param>
/// <param name="RecognitionRate">Its recognition rate; null where it was not measured.</param>
/// <param name="MeanAveragePrecision">Its mAP; null where it was not measured.</param>
/// <param name="IsLatest">Whether it is the one that others get who name no version.</param>
public sealed record PublishedModel(string Version, string Digest, string? Date, double? RecognitionRate, double? MeanAveragePrecision, bool IsLatest)
{
    /// <summary>The latest first, then by date, then by name.</summary>
    internal static IReadOnlyList<PublishedModel> Sorted(IEnumerable<PublishedModel> models) =>
    [
        .. models.OrderByDescending(m => m.IsLatest).ThenByDescending(m => m.Date, StringComparer.Ordinal)
            .ThenByDescending(m => m.Version, StringComparer.Ordinal),
    ];
}
