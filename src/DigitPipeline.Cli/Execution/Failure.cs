using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Training;
using DigitPipeline.Export.Oci;
using DigitPipeline.Export.Publishing;
using DigitPipeline.Formats.TextFormat.Editing;
using DigitPipeline.Incremental;
using DigitPipeline.Pipelines;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Cli.Execution;

/// <summary>What an exception means for the person at the command line.</summary>
/// <param name="ExitCode">See <see cref="ExitCodes"/>.</param>
/// <param name="Message">One line or more, without the program's name.</param>
internal readonly record struct Failure(int ExitCode, string Message)
{
    // errno values, which .NET gives as the HResult of an IOException.
    private const int NoSpaceLeft = 28, ReadOnlyFileSystem = 30, NotAFolder = 20, QuotaExceeded = 122, NotAllowed = 13;

    public static Failure Of(Exception error) => error switch
    {
        VerbException verb => new(verb.ExitCode, verb.Message),
        StageException stage => new(stage.ExitCode, stage.Message),
        PipelineSettingsException settings => new(settings.ExitCode, settings.Message),
        FormatException => new(ExitCodes.BadData, error.Message),
        DetectorConfigException or FieldPathException => new(ExitCodes.Configuration, error.Message),
        TrainingDivergedException => new(ExitCodes.Configuration, error.Message),
        OperationCanceledException => new(ExitCodes.Interrupted, "interrupted: the same command goes on from here"),
        FileNotFoundException or DirectoryNotFoundException => new(ExitCodes.NoInput, error.Message),
        UnauthorizedAccessException => new(ExitCodes.CannotCreate, error.Message),
        VersionTakenException => new(ExitCodes.CannotCreate, error.Message),
        OciException or StoreUnavailableException => new(ExitCodes.Unavailable, error.Message),
        IOException { HResult: NoSpaceLeft or QuotaExceeded } =>
            new(ExitCodes.InputOutput, $"{error.Message} Free some space and run again: what was complete is still there."),
        IOException { HResult: ReadOnlyFileSystem or NotAFolder or NotAllowed } => new(ExitCodes.CannotCreate, error.Message),
        IOException => new(ExitCodes.InputOutput, error.Message),
        AggregateException { InnerExceptions: [var first, ..] } => Of(first),
        DllNotFoundException or TypeInitializationException => new(
            ExitCodes.Unavailable, $"a native library cannot be loaded: {error.GetBaseException().Message}"),
        _ => new(ExitCodes.Internal, $"a fault of digits itself; please report it with these lines:\n{error}"),
    };
}
