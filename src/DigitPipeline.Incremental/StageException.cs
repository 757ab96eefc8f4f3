namespace DigitPipeline.Incremental;

/// <summary>A stage cannot run or finish. The message says what was found and what to do.</summary>
public sealed class StageException : Exception
{
    private const int NoSpaceLeft = 28, ReadOnlyFileSystem = 30, NotAFolder = 20, QuotaExceeded = 122;

    /// <summary>An error with the exit code that the build ends with.</summary>
    public StageException(string message, int exitCode, Exception? inner = null) : base(message, inner) => ExitCode = exitCode;

    /// <summary>See <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; }

    internal static StageException BadInput(string message) => new(message, ExitCodes.BadInput);

    internal static StageException NoInput(string message) => new(message, ExitCodes.NoInput);

    internal static StageException Interrupted() => new("interrupted: the same command goes on from here", ExitCodes.Interrupted);

    /// <summary>What an error of the file system means for the place where outputs are written.</summary>
    internal static StageException Writing(string folder, Exception error) => error switch
    {
        UnauthorizedAccessException => new($"{folder} cannot be written: {error.Message}", ExitCodes.CannotCreate, error),
        IOException { HResult: NoSpaceLeft or QuotaExceeded } =>
            new($"no space left for {folder}: free some and run again; nothing that was complete is lost", ExitCodes.InputOutput, error),
        IOException { HResult: ReadOnlyFileSystem or NotAFolder } or DirectoryNotFoundException =>
            new($"{folder} cannot be written: {error.Message}", ExitCodes.CannotCreate, error),
        _ => new($"{folder}: {error.Message}", ExitCodes.InputOutput, error),
    };
}
