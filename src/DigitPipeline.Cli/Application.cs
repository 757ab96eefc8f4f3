using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Verbs;

namespace DigitPipeline.Cli;

/// <summary>The command <c>digits</c>.</summary>
internal static class Application
{
    private const int BrokenPipe = 32;

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code, see <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] arguments, CommandIo io)
    {
        try
        {
            var exitCode = Invoke(arguments, io);
            io.Data.Flush();
            return exitCode;
        }
        catch (IOException error) when (error.HResult == BrokenPipe)
        {
            // The reader of our output has seen enough (digits inspect ... | head).
            return ExitCodes.Done;
        }
        catch (IOException error)
        {
            var failure = Failure.Of(error);
            io.Say($"digits: standard output: {failure.Message}");
            return failure.ExitCode;
        }
    }

    private static int Invoke(string[] arguments, CommandIo io)
    {
        var result = Root(io).Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors.Select(error => error.Message).Distinct())
            {
                io.Say($"digits: {error}");
            }

            var (wrong, command) = (result.UnmatchedTokens.FirstOrDefault(), result.CommandResult.Command);
            if (wrong is not null && Suggestions.Nearest(command, wrong) is { } meant)
            {
                io.Say($"Did you mean {meant}?");
            }

            io.Say($"See {Suggestions.Path(result.CommandResult)} --help");
            return ExitCodes.Usage;
        }

        try
        {
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = io.Data });
        }
        catch (IOException error) when (error.HResult == BrokenPipe)
        {
            throw;
        }
        catch (Exception error)
        {
            var failure = io.Cancellation.IsCancellationRequested ? Failure.Of(new OperationCanceledException()) : Failure.Of(error);
            io.Data.Flush();
            io.Say($"digits: {failure.Message}");
            return failure.ExitCode;
        }
    }

    private static RootCommand Root(CommandIo io) => new(
        """
        Trains digit detectors (SSD ResNet FPN of the TensorFlow 2 Object Detection API) and uses them.
        ./build.sh runs these verbs in their order and repeats only what changed.

        Exit codes: 0 done, 64 usage, 65 bad data, 66 input missing, 69 a needed program is missing, 70 a fault of digits itself,
        73 output cannot be written, 74 I/O error, 77 the gate is missed, 78 configuration, 130 interrupted.
        """)
    {
        ValidateVerb.Create(io), RecordsVerb.Create(io), ConfigVerb.Create(io), TrainVerb.Create(io), EvaluateVerb.Create(io),
        ExportVerb.Create(io), GateVerb.Create(io), SummaryVerb.Create(io), BundleVerb.Create(io),
        PublishVerb.Create(io), PullVerb.Create(io), ModelsVerb.Create(io), UnbundleVerb.Create(io), VerifyBundleVerb.Create(io),
        ImageVerb.Create(io), PredictVerb.Create(io), SynthesizeVerb.Create(io), MetricsVerb.Create(io), InspectVerb.Create(io),
        CacheVerb.Create(io),
    };
}
