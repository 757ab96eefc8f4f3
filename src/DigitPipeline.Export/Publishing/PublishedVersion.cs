using System.Text.RegularExpressions;
using DigitPipeline.Export.Bundle;

namespace DigitPipeline.Export.Publishing;

/// <summary>Names of versions.</summary>
public static partial class PublishedVersion
{
    /// <summary>What names the newest version; no version has it as its own name.</summary>
    public const string Latest = "latest";

    private static readonly string[] Endings = [".partial", ".signatures", ".tar.gz"];

    /// <summary>The version of a bundle that was given none: the date of its commit and the start of its digest.</summary>
    public static string Of(string bundle) =>
        BundleSummary.Read(bundle).DefaultVersion(Sha256Sums.Digest(Path.Combine(bundle, Sha256Sums.FileName)));

    /// <summary>Throws where a text cannot name a version everywhere: as a tag, a folder and part of an address.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void Check(string version)
    {
        if (!Form().IsMatch(version) || version == Latest || version.StartsWith("sha256-", StringComparison.Ordinal)
            || Endings.Any(ending => version.EndsWith(ending, StringComparison.Ordinal)))
        {
            throw new ArgumentException(
                $"'{version}' is no name for a version: expected up to 128 letters, digits and ._- that start with a letter or digit, "
                + $"and neither '{Latest}' nor 'sha256-...' nor a name that ends with {string.Join(", ", Endings)}");
        }
    }

    /// <summary>Whether a version made of a commit of this date becomes the latest: unless a newer one is.</summary>
    /// <param name="date">Date of its commit; null where none is known.</param>
    /// <param name="latest">Date of the latest version's; null where there is none.</param>
    internal static bool Succeeds(string? date, string? latest) => string.CompareOrdinal(date ?? latest, latest) >= 0;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._\-]{0,127}\z")]
    private static partial Regex Form();
}
