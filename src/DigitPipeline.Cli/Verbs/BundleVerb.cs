using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Export.Bundle;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits bundle</c>: an exported model as one file.</summary>
internal static class BundleVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var export = Options.Input("--export", "Folder that export wrote");
        var output = Options.Output("Folder for bundle.tar.gz");
        return Options.Verb(
            "bundle",
            """
            Packs what export wrote into bundle.tar.gz: names sorted, owners and times fixed, so that the same files give the same bytes.

            Example: digits bundle --export artifacts/digits/export --output artifacts/digits/bundle
            """,
            [pipeline, export, output],
            parsed =>
            {
                var folder = parsed.Need(export);
                if (Sha256Sums.Check(folder) is [var problem, ..])
                {
                    throw VerbException.BadData($"{folder}: {problem} Export again");
                }

                var archive = Path.Combine(Options.Folder(parsed.Need(output!)), "bundle.tar.gz");
                BundleArchive.Pack(folder, archive);
                io.Say($"{Sha256Sums.Digest(archive)}  {Path.GetFileName(archive)}");
                return ExitCodes.Done;
            });
    }
}
