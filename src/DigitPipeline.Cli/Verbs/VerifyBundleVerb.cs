using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Publishing;
using DigitPipeline.Export.Signing;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits verify-bundle</c>: whether a bundle is what it says.</summary>
internal static class VerifyBundleVerb
{
    public static Command Create(CommandIo io)
    {
        var bundle = new Argument<string>("BUNDLE") { Description = "A folder, a bundle.tar.gz, or a reference to a published model" };
        var key = Options.Input("--key", "Public ECDSA key (P-256, PEM): the bundle must be signed by it");
        var signatures = Options.Input("--signatures", "Folder with SHA256SUMS.sig and provenance.dsse.json; default is BUNDLE.signatures");
        return Options.Verb(
            "verify-bundle",
            """
            Checks a bundle: the digest of every file, that the provenance names exactly these files, the signature where a key is given,
            and that the model detects in the stored picture what was recorded. Prints what is wrong; exit code 65 where something is.

            Example: digits verify-bundle bundle.tar.gz --key cosign.pub
            """,
            [bundle, key, signatures],
            parsed =>
            {
                using var source = BundleSource.Open(parsed.GetValue(bundle)!, io.Cancellation);
                var problems = BundleCheck.Problems(source.Folder).ToList();
                if (parsed.GetValue(key) is { } file)
                {
                    using var ecdsa = EcdsaKey.Read(file);
                    problems.AddRange(BundleSignature.Check(source.Folder, parsed.GetValue(signatures) ?? source.Signatures, ecdsa));
                }

                foreach (var problem in problems)
                {
                    io.Data.WriteLine(problem);
                }

                io.Say(problems.Count > 0 ? $"{problems.Count} problems" : parsed.GetValue(key) is null ? "digests, provenance and answer hold; no key was given" : "digests, provenance, signature and answer hold");
                return problems.Count == 0 ? ExitCodes.Done : ExitCodes.BadData;
            });
    }
}
