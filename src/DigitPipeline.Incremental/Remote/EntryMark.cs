using System.Security.Cryptography;
using System.Text;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental.Remote;

/// <summary>
/// What authenticates an entry: HMAC-SHA256 over the manifest's JSON, which holds stage, key and all outputs, so that an entry cannot be
/// changed, nor moved under another key.
/// </summary>
internal static class EntryMark
{
    private const string Program = "digitpipeline";

    /// <summary>The mark of an entry; without a secret only the program's name.</summary>
    public static string Of(OutputManifest manifest, byte[]? secret) =>
        secret is null ? Program : $"{Program} hmac-sha256 {Convert.ToHexStringLower(HMACSHA256.HashData(secret, manifest.ToJson()))}";

    /// <summary>Whether an entry may be used: without a secret, any that this program made.</summary>
    public static bool Fits(string mark, OutputManifest manifest, byte[]? secret) => secret is null
        ? mark.StartsWith(Program, StringComparison.Ordinal)
        : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mark), Encoding.UTF8.GetBytes(Of(manifest, secret)));
}
