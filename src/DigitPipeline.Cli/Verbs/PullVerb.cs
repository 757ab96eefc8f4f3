using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Export.Publishing;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits pull</c>: gets a published model.</summary>
internal static class PullVerb
{
    public static Command Create(CommandIo io)
    {
        var from = new Argument<string>("REF") { Description = "oci://HOST/REPOSITORY[:VERSION][@DIGEST], http://..., s3://BUCKET/PREFIX, or a folder that was published to" };
        var version = new Option<string?>("--version") { Description = "The version; default is the one that REF names, else the latest", HelpName = "NAME" };
        var output = Options.Output("Folder for the bundle; it must not be there yet");
        return Options.Verb(
            "pull",
            """
            Gets a published model and checks every digest.

            Example: digits pull oci://registry.example.org/models/digits:2026.11.26-0123abcd --output model
            """,
            [from, version, output],
            parsed =>
            {
                try
                {
                    var (store, named) = ModelStores.Open(parsed.GetValue(from)!);
                    using (store)
                    {
                        store.PullAsync(parsed.GetValue(version) ?? named, Path.GetFullPath(parsed.Need(output!)), io.Cancellation).GetAwaiter().GetResult();
                    }
                }
                catch (ArgumentException error)
                {
                    throw VerbException.Usage(error.Message);
                }

                return ExitCodes.Done;
            });
    }
}
