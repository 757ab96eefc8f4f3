using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Bundle;

/// <summary>Statements of the in-toto attestation framework, version 1.</summary>
public static class InToto
{
    /// <summary>Media type of a statement in a signed envelope.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>The type that every statement names.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    internal static JsonObject Statement(IEnumerable<FileDigest> subjects, string predicateType, JsonObject predicate) => new()
    {
        ["_type"] = StatementType,
        ["subject"] = BundleJson.Array(subjects.Select(s => BundleJson.Resource(s.Path, s.Sha256))),
        ["predicateType"] = predicateType,
        ["predicate"] = predicate,
    };

    internal static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
