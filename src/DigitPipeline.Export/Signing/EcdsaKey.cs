using System.Security.Cryptography;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Signing;

/// <summary>A key on the curve P-256 that signs, or checks signatures, as cosign does: SHA-256, signatures in DER.</summary>
public sealed class EcdsaKey : IDisposable
{
    private readonly ECDsa key;

    private EcdsaKey(ECDsa key) => this.key = key;

    /// <summary>Reads a key in PEM (PKCS #8, SEC 1 or a public key), from a file, or the text itself.</summary>
    /// <exception cref="FormatException">It is none, is encrypted, or is on another curve.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static EcdsaKey Read(string fileOrPem)
    {
        var isText = fileOrPem.Contains("-----BEGIN", StringComparison.Ordinal);
        var (pem, name) = isText ? (fileOrPem, "the key") : (File.ReadAllText(fileOrPem), fileOrPem);
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(pem);
            return ecdsa.KeySize == 256 ? new EcdsaKey(ecdsa) : throw new CryptographicException($"it is on a curve of {ecdsa.KeySize} bits");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            ecdsa.Dispose();
            throw FormatException.InFile(
                name, $"no usable key: {e.Message} Expected an unencrypted ECDSA key on P-256 in PEM: openssl ecparam -genkey -name prime256v1 -noout", e);
        }
    }

    /// <summary>Signs bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Whether a signature is of these bytes and this key.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
