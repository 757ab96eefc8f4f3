using System.Security.Cryptography.X509Certificates;

namespace DigitPipeline.Export.Oci;

/// <summary>An authority of one's own that registries' certificates may come from: a PEM file that <c>REGISTRY_CA</c> names.</summary>
internal static class TrustedAuthority
{
    /// <summary>What certificates are checked by; null checks them by the system's authorities.</summary>
    public static X509ChainPolicy? Policy()
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_CA") is not { Length: > 0 } file)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
