using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Publishing;
using DigitPipeline.Export.Signing;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits publish</c>: a bundle for others to get.</summary>
internal static class PublishVerb
{
    public static Command Create(CommandIo io)
    {
        var bundle = Options.Input("--bundle", "Folder that export wrote");
        var to = Options.Input("--to", "oci://HOST/REPOSITORY, http://HOST:PORT/REPOSITORY (without TLS), s3://BUCKET/PREFIX, or a folder");
        var version = new Option<string?>("--version") { Description = "The version's name; default is made of the commit's date and the digest", HelpName = "NAME" };
        var key = Options.Input("--key", "Private ECDSA key (P-256, PEM) to sign with; default is what SIGNING_KEY in the environment holds");
        return Options.Verb(
            "publish",
            """
            Publishes a bundle. A version never changes: publishing the same again does nothing, other content is refused (exit code 73).
            An interrupted publication goes on where it ended; nothing shows under the version before all of it is there.

            Example: digits publish --bundle artifacts/digits/export --to oci://registry.example.org/models/digits
            """,
            [bundle, to, version, key],
            parsed =>
            {
                var folder = parsed.Need(bundle);
                if (Sha256Sums.Check(folder) is [var problem, ..])
                {
                    throw VerbException.BadData($"{folder}: {problem} Export again");
                }

                var signing = parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("SIGNING_KEY");
                var signatures = string.IsNullOrEmpty(signing) ? null : Sign(folder, signing);
                try
                {
                    var (store, named) = ModelStores.Open(parsed.Need(to));
                    using (store)
                    {
                        var name = parsed.GetValue(version) ?? named ?? PublishedVersion.Of(folder);
                        io.Data.WriteLine(store.PublishAsync(folder, name, signatures, io.Say, io.Cancellation).GetAwaiter().GetResult());
                    }
                }
                catch (ArgumentException error)
                {
                    throw VerbException.Usage(error.Message);
                }
                finally
                {
                    if (signatures is not null)
                    {
                        Directory.Delete(signatures, recursive: true);
                    }
                }

                return ExitCodes.Done;
            });
    }

    private static string Sign(string folder, string key)
    {
        var target = Directory.CreateTempSubdirectory("digits-signatures").FullName;
        using var ecdsa = EcdsaKey.Read(key);
        BundleSignature.Write(folder, ecdsa, target);
        return target;
    }
}
