using System.Security.Cryptography;
using DigitPipeline.Export.Signing;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>Keys for tests: <c>key.pem</c> and <c>key.pub</c>.</summary>
internal static class TestKey
{
    public static EcdsaKey New(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "key.pub"), key.ExportSubjectPublicKeyInfoPem());
        return EcdsaKey.Read(Path.Combine(folder, "key.pem"));
    }
}
