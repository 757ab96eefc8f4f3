using System.Text.RegularExpressions;

namespace DigitPipeline.Export.Publishing;

/// <summary>A place in storage that speaks S3: <c>s3://BUCKET/PREFIX[:VERSION]</c>.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What the names of all objects begin with, without the slash at its end.</param>
/// <param name="Version">The version; null where none is named.</param>
internal sealed partial record S3Reference(string Bucket, string Prefix, string? Version)
{
    /// <summary>Whether a text means such a place.</summary>
    public static bool Is(string text) => text.StartsWith("s3://", StringComparison.Ordinal);

    /// <summary>Reads a reference.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static S3Reference Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success
            ? new S3Reference(
                match.Groups["bucket"].Value, match.Groups["prefix"].Value, match.Groups["version"] is { Success: true } version ? version.Value : null)
            : throw new ArgumentException($"'{text}' is no reference: expected s3://BUCKET/PREFIX[:VERSION]");
    }

    /// <inheritdoc/>
    public override string ToString() => $"s3://{Bucket}/{Prefix}{(Version is null ? "" : ":" + Version)}";

    [GeneratedRegex(@"\As3://(?<bucket>[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9])/(?<prefix>[A-Za-z0-9_.\-]+(/[A-Za-z0-9_.\-]+)*)/?(:(?<version>[A-Za-z0-9][A-Za-z0-9._\-]*|sha256:[0-9a-f]{64}))?\z")]
    private static partial Regex Form();
}
