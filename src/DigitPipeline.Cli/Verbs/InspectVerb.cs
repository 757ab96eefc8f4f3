using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Events;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits inspect</c>: shows what the Object Detection API's files hold.</summary>
internal static class InspectVerb
{
    public static Command Create(CommandIo io) => new(
        "inspect",
        """
        Shows what a file of the Object Detection API holds.

        Examples:
          digits inspect config pipeline.config --canonical
          digits inspect record train.record --json
          digits inspect checkpoint train/ckpt-900 --json
          digits inspect events train --json
        """)
    {
        Config(io), Record(io), Checkpoint(io), Events(io),
    };

    private static Command Config(CommandIo io)
    {
        var file = File("FILE", "A pipeline.config or label map");
        var message = new Option<string>("--message")
        {
            Description = "What the file holds, such as StringIntLabelMap",
            DefaultValueFactory = _ => "TrainEvalPipelineConfig",
        };
        var canonical = new Option<bool>("--canonical") { Description = "Print it in protobuf's canonical text (the default)" };
        var json = Options.Json("Print it as JSON");
        return Options.Verb("config", "Checks a file in protobuf's text format and prints it.", [file, message, canonical, json], parsed =>
        {
            var path = Existing(parsed.GetValue(file)!);
            try
            {
                var name = parsed.GetValue(message)!;
                io.Data.Write(parsed.GetValue(json) ? ConfigInspection.Json(path, name) : ConfigInspection.Canonical(path, name));
            }
            catch (ArgumentException error) when (error.ParamName == "messageName")
            {
                throw VerbException.Usage($"--message: {error.Message}");
            }

            return ExitCodes.Done;
        });
    }

    private static Command Record(CommandIo io)
    {
        var file = File("FILE", "A TFRecord file of tf.train.Example, or the name that its shards share");
        var json = Options.Json("Print one JSON object a record (the default)");
        var verify = new Option<bool>("--verify") { Description = "Only read it to its end, with every CRC" };
        return Options.Verb("record", "Shows the examples of a TFRecord file.", [file, json, verify], parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (parsed.GetValue(verify))
            {
                var (records, bytes) = RecordInspection.Verify(path);
                io.Data.WriteLine(FormattableString.Invariant($"{records} records, {bytes} bytes, all intact"));
                return ExitCodes.Done;
            }

            return Lines(io, RecordInspection.JsonLines(path));
        });
    }

    private static Command Checkpoint(CommandIo io)
    {
        var prefix = File("PREFIX", "The checkpoint: its prefix, one of its files, its folder, or a .tar.gz of the model zoo");
        var json = Options.Json("Print JSON (the default)");
        return Options.Verb("checkpoint", "Lists the tensors of a TensorFlow checkpoint.", [prefix, json], parsed =>
        {
            using var source = CheckpointSource.Open(parsed.GetValue(prefix)!);
            return Lines(io, [CheckpointInspection.Json(source.Prefix)]);
        });
    }

    private static Command Events(CommandIo io)
    {
        var folder = File("DIR", "A folder with TensorBoard's event files, or one of them");
        var json = Options.Json("Print one JSON object a value (the default)");
        return Options.Verb("events", "Lists the values of TensorBoard event files.", [folder, json], parsed =>
        {
            var path = Existing(parsed.GetValue(folder)!);
            return EventReader.Files(path).Count > 0
                ? Lines(io, EventInspection.JsonLines(path))
                : throw VerbException.NoInput($"{path}: found no event file, expected one at least whose name contains {EventReader.NamePart}");
        });
    }

    private static Argument<string> File(string name, string description) => new(name) { Description = description };

    private static string Existing(string path) => Path.Exists(path) ? path : throw VerbException.NoInput($"there is no {path}");

    private static int Lines(CommandIo io, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            io.Cancellation.ThrowIfCancellationRequested();
            io.Data.WriteLine(line);
        }

        return ExitCodes.Done;
    }
}
