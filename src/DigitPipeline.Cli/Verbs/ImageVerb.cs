using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Export.Images;
using DigitPipeline.Export.Oci;
using DigitPipeline.Formats.Files;
using DigitPipeline.Pipelines.Containers;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits image</c>: the image that stages can run in.</summary>
internal static class ImageVerb
{
    private static readonly string[] Executables = ["digits", "createdump"];

    public static Command Create(CommandIo io) => new(
        "image",
        """
        Composes the image that ./build.sh runs stages in with --container, without a container engine, and sends it to a registry.

        Examples:
          digits image lock --base oci://mcr.microsoft.com/dotnet/runtime-deps:10.0-noble --output pipelines/digits/container.lock
          digits image compose --program DIR --base oci://... --lock pipelines/digits/container.lock --blobs DIR --output DIR
          digits image push --image DIR --to oci://registry.example.org/digits/training:v1
        """)
    {
        Lock(io), Compose(io), Push(io),
    };

    private static Command Lock(CommandIo io)
    {
        var bases = new Option<string[]>("--base")
        {
            Description = "Images to make others upon: oci://HOST/REPOSITORY:TAG",
            HelpName = "REF",
            Required = true,
        };
        var output = Options.Output("container.lock to write; entries of other images in it are kept");
        return Options.Verb("lock", "Asks registries which digests images have now, and writes them down.", [bases, output], parsed =>
        {
            var file = parsed.GetValue(output)!;
            var known = ContainerLock.Read(file);
            foreach (var reference in parsed.GetValue(bases)!)
            {
                var digest = BaseImage.ResolveAsync(Reference(reference), io.Cancellation).GetAwaiter().GetResult();
                known = known.With(reference, digest);
                io.Data.WriteLine($"{reference} {digest}");
            }

            using var target = new AtomicFile(file);
            target.Stream.Write(System.Text.Encoding.UTF8.GetBytes(known.ToJson()));
            target.Commit();
            return ExitCodes.Done;
        });
    }

    private static Command Compose(CommandIo io)
    {
        var program = Options.Input("--program", "Folder with the published, self-contained digits");
        var image = Options.Input("--base", "The image to make it upon");
        var locked = Options.Input("--lock", "container.lock with the base's digest");
        var blobs = Options.Input("--blobs", "Folder in which the base's parts are kept for the next time");
        var output = Options.Output("Folder to write: an OCI layout");
        Symbol[] symbols = [program, image, locked, blobs, output];
        return Options.Verb("compose", "Composes an image of a base and the program; prints its digest.", symbols, parsed =>
        {
            var reference = parsed.Need(image);
            var file = parsed.Need(locked);
            var digest = ContainerLock.Read(file).Digest(reference)
                ?? throw VerbException.Configuration($"{file} has no digest of {reference}: lock it with ./build.sh LockImage");
            var kept = parsed.Need(blobs);
            var fetched = BaseImage.FetchAsync(Reference(reference), digest, kept, io.Cancellation).GetAwaiter().GetResult();
            io.Data.WriteLine(ImageComposition.Write(fetched, kept, parsed.Need(program), Executables, parsed.GetValue(output)!));
            return ExitCodes.Done;
        });
    }

    private static Command Push(CommandIo io)
    {
        var image = Options.Input("--image", "Folder with the image: an OCI layout");
        var to = Options.Input("--to", "oci://HOST/REPOSITORY:TAG, or http:// without TLS");
        return Options.Verb("push", "Sends an image to a registry, what is there excepted; prints its digest.", [image, to], parsed =>
        {
            var target = Reference(parsed.Need(to));
            io.Data.WriteLine(ImageLayout.PushAsync(parsed.Need(image), target, io.Say, io.Cancellation).GetAwaiter().GetResult());
            return ExitCodes.Done;
        });
    }

    private static OciReference Reference(string text)
    {
        try
        {
            return OciReference.Parse(text);
        }
        catch (ArgumentException error)
        {
            throw VerbException.Usage(error.Message);
        }
    }
}
