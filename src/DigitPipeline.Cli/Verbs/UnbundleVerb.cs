using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Export.Publishing;
using DigitPipeline.Formats;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits unbundle</c>: the files of a bundle, wherever it is.</summary>
internal static class UnbundleVerb
{
    public static Command Create(CommandIo io)
    {
        var bundle = new Argument<string>("BUNDLE") { Description = "A bundle.tar.gz, a folder, or a reference to a published model" };
        var output = Options.Output("Folder for the files; it must not be there yet");
        return Options.Verb(
            "unbundle",
            """
            Unpacks a bundle. Nothing gets outside of the folder, and a damaged archive leaves nothing.

            Example: digits unbundle bundle.tar.gz --output model
            """,
            [bundle, output],
            parsed =>
            {
                var target = parsed.Need(output!);
                if (Directory.Exists(target))
                {
                    throw new VerbException($"{target} is there already", ExitCodes.CannotCreate);
                }

                using var source = BundleSource.Open(parsed.GetValue(bundle)!, io.Cancellation);
                foreach (var file in Directory.EnumerateFiles(source.Folder, "*", SearchOption.AllDirectories))
                {
                    var path = Path.Combine(target, Path.GetRelativePath(source.Folder, file));
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    WholeFile.Write(path, File.ReadAllBytes(file));
                }

                return ExitCodes.Done;
            });
    }
}
