using System.Globalization;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Evaluation.Report;
using DigitPipeline.Formats.Events;
using DigitPipeline.Formats.Protos;
using Google.Protobuf.WellKnownTypes;

namespace DigitPipeline.Evaluation.TensorBoard;

/// <summary>
/// An evaluation for TensorBoard: pictures and numbers under the original's tags (model_lib_v2.py, eager_eval_loop), precision-recall
/// curves, the recognition rate, and the settings beside the results. The same evaluation gives the same bytes.
/// </summary>
/// <param name="Report">What was found out.</param>
/// <param name="Config">Which metrics, and which pictures and boxes to show.</param>
/// <param name="Step">The training step of the weights.</param>
/// <param name="Losses">Tags and values of the losses on the evaluated pictures; may be empty.</param>
/// <param name="Settings">The training's settings.</param>
/// <param name="Group">Name of the training in the table of settings.</param>
public sealed record EvaluationEvents(
    EvaluationReport Report,
    EvalConfig Config,
    long Step,
    IReadOnlyList<(string Tag, double Value)> Losses,
    IReadOnlyDictionary<string, Value> Settings,
    string Group)
{
    private static readonly (string Tag, string Name)[] Metrics =
        [("recognition_rate", "recognition rate"), ("false_detections", "false detections"), (OriginalScalars.MeanAveragePrecision, "mAP")];

    /// <summary>Writes the event file into an existing folder.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteTo(string folder)
    {
        using var events = new EventWriter(Path.Combine(folder, EventWriter.FileName(0, "eval")), step => step);
        events.Write(0, HyperParameters.Columns(Settings, Metrics));
        events.Write(0, HyperParameters.Start(Group, Settings));
        foreach (var value in Pictures().Concat(Scalars()).Concat(DetectionCurves.Of(Report)))
        {
            events.Write(Step, value);
        }

        events.Write(Step, HyperParameters.End());
    }

    private IEnumerable<Summary.Types.Value> Pictures() =>
        Report.Images.Take((int)Math.Min(Config.NumVisualizations, int.MaxValue)).Select((image, i) =>
        {
            var painted = SideBySide.Paint(image, ClassName, Config.MinScoreThreshold, Config.MaxNumBoxesToVisualize);
            var tag = string.Create(CultureInfo.InvariantCulture, $"eval_side_by_side_{i}_0");
            return SummaryValues.Images(tag, painted.Width, painted.Height, [ImageEncoder.Png(painted)]);
        });

    private IEnumerable<Summary.Types.Value> Scalars() =>
        OriginalScalars.Of(Report, Config)
            .Concat(Losses)
            .Append(("recognition_rate", Report.Recognition.All.Rate))
            .Append(("false_detections", Report.Recognition.All.False))
            .Select(scalar => SummaryValues.Scalar(scalar.Item1, (float)scalar.Item2));

    private string ClassName(int id) =>
        Report.Classes.FirstOrDefault(one => one.Id == id)?.Name ?? id.ToString(CultureInfo.InvariantCulture);
}
