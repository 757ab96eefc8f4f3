using DigitPipeline.Cli.Models;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Evaluation.Pictures;
using DigitPipeline.Formats.Events;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Training;

/// <summary>
/// What a training was given, for TensorBoard: its settings, and the first pictures that it saw. A file of its own beside that of the
/// losses; TensorBoard shows both as one run.
/// </summary>
internal static class TrainingEvents
{
    private const int MostPictures = 3;

    /// <summary>Writes the event file into the training's folder.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, PipelineFolder pipeline, ModelFiles model, TrainingInputs inputs)
    {
        using var events = new EventWriter(Path.Combine(folder, EventWriter.FileName(0, "inputs")), step => step);
        events.Write(0, HyperParameters.Start(pipeline.Name, RunSettings.Of(pipeline)));
        var (height, width) = inputs.Options.SizeAt(0) ?? (model.Definition.Height, model.Definition.Width);
        var pictures = Enumerable.Range(0, Math.Min(MostPictures, inputs.Options.BatchSize))
            .Select(place => inputs.Source.Sample(0, place, height, width))
            .Select(sample => DetectionPainter.PaintTruth(sample.Image, sample.Objects, id => model.ClassNames[id - 1]))
            .Select(painted => (ReadOnlyMemory<byte>)ImageEncoder.Png(painted));
        events.Write(0, SummaryValues.Images("train_input_images", width, height, [.. pictures]));
        events.Write(inputs.Options.Steps, HyperParameters.End());
    }
}
