using DigitPipeline.Export.Bundle;

namespace DigitPipeline.Export.Publishing;

/// <summary>Names of versions.</summary>
public static class PublishedVersion
{
    /// <summary>The version of a bundle that was given none: the date of its commit and the start of its digest.</summary>
    public static string Of(string bundle) =>
        BundleSummary.Read(bundle).DefaultVersion(Sha256Sums.Digest(Path.Combine(bundle, Sha256Sums.FileName)));
}
