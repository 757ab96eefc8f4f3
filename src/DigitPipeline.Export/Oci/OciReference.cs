using System.Text.RegularExpressions;

namespace DigitPipeline.Export.Oci;

/// <summary>
/// A place in an OCI registry: <c>oci://HOST[:PORT]/REPOSITORY[:TAG][@sha256:DIGEST]</c>; <c>https://</c> is the same, <c>http://</c> asks
/// without TLS.
/// </summary>
/// <param name="Registry">Host and port.</param>
/// <param name="Repository">Name of the repository.</param>
/// <param name="Tag">Tag; null where none is named.</param>
/// <param name="Digest">Digest of a manifest; null where none is named.</param>
/// <param name="PlainHttp">Without TLS.</param>
public sealed partial record OciReference(string Registry, string Repository, string? Tag, string? Digest, bool PlainHttp)
{
    private static readonly string[] Schemes = ["oci://", "http://", "https://"];

    /// <summary>What names a manifest: the digest, else the tag, else <c>latest</c>.</summary>
    public string Target => Digest ?? Tag ?? "latest";

    /// <summary>Whether a text means a registry.</summary>
    public static bool Is(string text) =>
        Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.Ordinal));

    /// <summary>Reads a reference.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static OciReference Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success
            ? new OciReference(
                match.Groups["registry"].Value, match.Groups["repository"].Value, Value(match, "tag"), Value(match, "digest"), match.Groups["scheme"].Value == "http")
            : throw new ArgumentException($"'{text}' is no reference: expected oci://HOST[:PORT]/REPOSITORY[:TAG][@sha256:DIGEST] in small letters");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(PlainHttp ? "http" : "oci")}://{Registry}/{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    private static string? Value(Match match, string group) => match.Groups[group].Success ? match.Groups[group].Value : null;

    [GeneratedRegex(
        @"^(?<scheme>oci|https?)://(?<registry>[A-Za-z0-9.\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?)/(?<repository>[a-z0-9]+([._\-/][a-z0-9]+)*)(:(?<tag>\w[\w.\-]{0,127}))?(@(?<digest>sha256:[0-9a-f]{64}))?$")]
    private static partial Regex Form();
}
