using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Synthesis;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits synthesize</c>: a data set of generated scenes.</summary>
internal static class SynthesizeVerb
{
    public static Command Create(CommandIo io)
    {
        var train = Count("--train", "Pictures for training", 500);
        var test = Count("--test", "Pictures for evaluation, of other lettering and backgrounds", 80);
        var seed = new Option<ulong>("--seed") { Description = "Another seed gives other pictures", DefaultValueFactory = _ => 1 };
        var glyphs = Options.Input("--glyphs", "Folder with the glyph sheets; default is the repository's data/glyphs");
        var output = Options.Output("New folder for the data set");
        return Options.Verb(
            "synthesize",
            """
            Writes a data set of generated scenes of digits: pictures, annotations as LabelImg writes them, and a label map.
            The same seed and counts give the same bytes.

            Example: digits synthesize --train 500 --test 80 --seed 1 --output my-digits
            """,
            [train, test, seed, glyphs, output],
            parsed =>
            {
                var (trainCount, testCount) = (parsed.GetValue(train), parsed.GetValue(test));
                var library = GlyphLibrary.Load(parsed.GetValue(glyphs) ?? GlyphFolder.Find());
                var folder = Options.Folder(parsed.Need(output!));
                ProgressDisplay.Run(io, "Drawing", report =>
                {
                    var told = new Told<int>(done => report((double)done / (trainCount + testCount), FormattableString.Invariant($"{done} of {trainCount + testCount} pictures")));
                    DatasetSynthesizer.Write(folder, trainCount, testCount, parsed.GetValue(seed), library, told, io.Cancellation);
                    return true;
                });
                return ExitCodes.Done;
            });
    }

    private static Option<int> Count(string name, string description, int count)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => count, HelpName = "COUNT" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1_000_000)
            {
                result.AddError($"{name} must be from 0 to 1000000");
            }
        });
        return option;
    }
}
