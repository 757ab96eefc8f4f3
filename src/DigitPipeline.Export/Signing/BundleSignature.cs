using DigitPipeline.Export.Bundle;
using DigitPipeline.Formats;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Signing;

/// <summary>
/// The signatures of a bundle, which lie beside its files and are not part of it: <c>SHA256SUMS.sig</c> (what <c>cosign verify-blob</c>
/// takes) covers every file; <c>provenance.dsse.json</c> is the provenance in a signed envelope.
/// </summary>
public static class BundleSignature
{
    /// <summary>Name of the signature of <c>SHA256SUMS</c>, base64.</summary>
    public const string SumsFile = Sha256Sums.FileName + ".sig";

    /// <summary>Name of the signed provenance.</summary>
    public const string ProvenanceFile = "provenance.dsse.json";

    /// <summary>Signs a bundle's folder; writes both files into another.</summary>
    public static void Write(string bundle, EcdsaKey key, string target)
    {
        Directory.CreateDirectory(target);
        var signature = key.Sign(File.ReadAllBytes(Path.Combine(bundle, Sha256Sums.FileName)));
        WholeFile.Write(Path.Combine(target, SumsFile), Convert.ToBase64String(signature));
        WholeFile.Write(Path.Combine(target, ProvenanceFile), Dsse.Seal(File.ReadAllBytes(Path.Combine(bundle, Provenance.FileName)), InToto.PayloadType, key));
    }

    /// <summary>Checks both signatures.</summary>
    /// <returns>What is wrong; empty where both hold.</returns>
    public static IReadOnlyList<string> Check(string bundle, string signatures, EcdsaKey key)
    {
        var problems = new List<string>();
        var (sums, envelope) = (Path.Combine(signatures, SumsFile), Path.Combine(signatures, ProvenanceFile));
        if (!File.Exists(sums))
        {
            return [$"there is no {SumsFile}: the bundle is not signed"];
        }

        try
        {
            if (!key.Verify(File.ReadAllBytes(Path.Combine(bundle, Sha256Sums.FileName)), Convert.FromBase64String(File.ReadAllText(sums))))
            {
                problems.Add($"{SumsFile} is no signature of this key for {Sha256Sums.FileName}");
            }

            if (!File.Exists(envelope))
            {
                problems.Add($"there is no {ProvenanceFile}");
            }
            else if (!Dsse.Open(File.ReadAllText(envelope), ProvenanceFile, key).SequenceEqual(File.ReadAllBytes(Path.Combine(bundle, Provenance.FileName))))
            {
                problems.Add($"{ProvenanceFile} holds another provenance than {Provenance.FileName}");
            }
        }
        catch (FormatException e)
        {
            problems.Add(e.Message);
        }
        catch (System.FormatException)
        {
            problems.Add($"{SumsFile} is no base64");
        }

        return problems;
    }
}
