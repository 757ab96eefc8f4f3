using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Export.Publishing;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits models</c>: the published versions.</summary>
internal static class ModelsVerb
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web);

    public static Command Create(CommandIo io)
    {
        var registry = new Option<string>("--registry")
        {
            Description = "oci://HOST/REPOSITORY, http://..., s3://BUCKET/PREFIX, or a folder that was published to",
            HelpName = "REF",
            Required = true,
        };
        var json = Options.Json("Print the list as JSON");
        return Options.Verb(
            "models",
            """
            Lists the published versions, the latest first: date of the commit that each was made of, figures, digest.

            Example: digits models --registry oci://registry.example.org/models/digits
            """,
            [registry, json],
            parsed =>
            {
                IReadOnlyList<PublishedModel> models;
                try
                {
                    var (store, _) = ModelStores.Open(parsed.GetValue(registry)!);
                    using (store)
                    {
                        models = store.ListAsync(io.Cancellation).GetAwaiter().GetResult();
                    }
                }
                catch (ArgumentException error)
                {
                    throw VerbException.Usage(error.Message);
                }

                if (parsed.GetValue(json))
                {
                    io.Data.WriteLine(JsonSerializer.Serialize(models, Layout));
                    return ExitCodes.Done;
                }

                foreach (var model in models)
                {
                    var figures = $"rate {Figure(model.RecognitionRate)}  mAP {Figure(model.MeanAveragePrecision)}";
                    io.Data.WriteLine($"{model.Version,-24}  {model.Date ?? "-",-20}  {figures}  {model.Digest}{(model.IsLatest ? "  latest" : "")}");
                }

                return ExitCodes.Done;
            });
    }

    private static string Figure(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-     ";
}
