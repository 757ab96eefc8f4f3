using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Layout;
using DigitPipeline.Datasets.Records;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits records</c>: pictures and boxes as TFRecord files.</summary>
internal static class RecordsVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var data = Options.Data();
        var output = Options.Output("Folder for train.record and test.record");
        return Options.Verb(
            "records",
            """
            Packs pictures and boxes into TFRecord files of tf.train.Example, as the Object Detection API reads them.

            Example: digits records --data data/digits --output artifacts/digits/records
            """,
            [pipeline, data, output],
            parsed =>
            {
                var choice = PipelineChoice.Of(parsed.GetValue(pipeline), parsed.GetValue(data));
                var set = DataSet.Open(choice.DataFolder);
                var count = set.Pictures.Count(picture => picture.IsAnnotated);
                var folder = Options.Folder(parsed.Need(output!));
                var summary = ProgressDisplay.Run(io, "Packing", report => RecordBuilder.Write(
                    set,
                    folder,
                    choice.Folder?.Settings.ForRecords() ?? new RecordOptions(),
                    new Told<int>(done => report((double)done / count, FormattableString.Invariant($"{done} of {count} pictures"))),
                    io.Cancellation));
                var standsIn = summary.TestStandsIn ? " (set aside from train/, by content)" : "";
                io.Say(FormattableString.Invariant(
                    $"{summary.Train.Pictures} pictures with {summary.Train.Objects} objects for training, {summary.Test.Pictures} with {summary.Test.Objects} for test{standsIn}"));
                foreach (var picture in summary.LeftOut)
                {
                    io.Say($"{picture}: left out, since it has no annotation");
                }

                return ExitCodes.Done;
            });
    }
}
