using DigitPipeline.Cli.Execution;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Reading;

namespace DigitPipeline.Cli.Prediction;

/// <summary>Reads the digits in picture files.</summary>
internal sealed class Predictor(ModelBundle bundle, float minScore, int maxDetections)
{
    /// <summary>Reads a picture.</summary>
    /// <exception cref="Formats.FormatException">The file is no picture.</exception>
    public ReadPicture Read(string file)
    {
        var image = ImageDecoder.Decode(Bytes(file), file);
        var found = bundle.Detector.Detect(image, minScore, maxDetections);
        var prediction = new Prediction(
            file,
            image.Width,
            image.Height,
            ReadingOrder.Text(found, bundle.NameOf),
            [.. found.Select(item =>
            {
                var box = item.Box.Scale(image.Height, image.Width);
                return new PredictedObject(bundle.NameOf(item.ClassId), item.ClassId, item.Score, [box.YMin, box.XMin, box.YMax, box.XMax]);
            })]);
        return new ReadPicture(prediction, image, found);
    }

    private static byte[] Bytes(string file)
    {
        if (Directory.Exists(file))
        {
            throw VerbException.NoInput($"{file} is a folder; name pictures, such as {Path.Combine(file, "*.jpg")}");
        }

        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw VerbException.NoInput(File.Exists(file) ? $"{file} cannot be read: {error.Message}" : $"there is no picture {file}");
        }
    }
}
