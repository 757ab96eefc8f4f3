using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Prediction;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Publishing;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits predict</c>: finds and reads digits in pictures.</summary>
internal static class PredictVerb
{
    private const string DefaultFolder = "predictions";

    public static Command Create(CommandIo io)
    {
        var model = Options.Input("--model", "What Export wrote: the folder, or a model.onnx; or a published model, oci://HOST/REPOSITORY[:VERSION]");
        var pictures = new Argument<string[]>("PICTURE") { Description = "Pictures (JPEG, PNG, BMP, GIF, WebP)", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output") { Description = $"Folder for copies with boxes; default is {DefaultFolder}, with --json none", HelpName = "DIR" };
        var json = Options.Json("Print all detections as JSON");
        var minScore = new Option<float>("--min-score") { Description = "Leave out detections below, from 0 to 1", DefaultValueFactory = _ => .5f };
        var most = new Option<int>("--max-detections") { Description = "So many a picture at most", DefaultValueFactory = _ => 100 };
        minScore.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<float>() is not (>= 0 and <= 1))
            {
                result.AddError("--min-score must be from 0 to 1");
            }
        });
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--max-detections must be at least 1");
            }
        });
        return Options.Verb(
            "predict",
            """
            Finds the digits in pictures, prints each with class, score and box [ymin, xmin, ymax, xmax] in pixels, and the digits in
            reading order; draws the boxes into copies of the pictures.

            Example: digits predict --model artifacts/digits/export photo.jpg
            """,
            [model, pictures, output, json, minScore, most],
            parsed =>
            {
                using var source = ModelStores.IsReference(parsed.Need(model)) ? BundleSource.Open(parsed.Need(model), io.Cancellation) : null;
                using var bundle = ModelBundle.Open(source?.Folder ?? parsed.Need(model));
                var folder = parsed.GetValue(output) ?? (parsed.GetValue(json) ? null : DefaultFolder);
                var predictor = new Predictor(bundle, parsed.GetValue(minScore), parsed.GetValue(most));
                var copies = folder is null ? null : new PaintedCopies(Options.Folder(folder), bundle.NameOf);
                var (read, exitCode) = (new List<Prediction.Prediction>(), ExitCodes.Done);
                foreach (var picture in parsed.GetValue(pictures)!)
                {
                    io.Cancellation.ThrowIfCancellationRequested();
                    try
                    {
                        var seen = predictor.Read(picture);
                        var copy = copies?.Write(seen);
                        read.Add(seen.Prediction);
                        if (!parsed.GetValue(json))
                        {
                            Print(io, seen.Prediction, copy);
                        }
                    }
                    catch (Exception error) when (Failure.Of(error) is { ExitCode: ExitCodes.BadData or ExitCodes.NoInput })
                    {
                        // One bad picture does not keep the others from being read.
                        var failure = Failure.Of(error);
                        io.Say($"digits: {failure.Message}");
                        exitCode = failure.ExitCode;
                    }
                }

                if (parsed.GetValue(json))
                {
                    io.Data.WriteLine(JsonSerializer.Serialize(read, PredictionJson.Options));
                }

                return exitCode;
            });
    }

    private static void Print(CommandIo io, Prediction.Prediction prediction, string? copy)
    {
        io.Data.WriteLine(copy is null ? prediction.File : $"{prediction.File} -> {copy}");
        foreach (var line in prediction.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            io.Data.WriteLine($"  {line}");
        }

        foreach (var detection in prediction.Detections)
        {
            var box = string.Join(", ", detection.Box.Select(side => side.ToString("0.0", CultureInfo.InvariantCulture)));
            io.Data.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {detection.Class}  {detection.Score:0.00}  [{box}]"));
        }
    }
}
