namespace DigitPipeline.Cli.Execution;

/// <summary>A verb cannot do its work. The message says what was found, what was expected and what to do.</summary>
internal sealed class VerbException(string message, int exitCode, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>See <see cref="ExitCodes"/>.</summary>
    public int ExitCode => exitCode;

    public static VerbException Usage(string message) => new(message, ExitCodes.Usage);

    public static VerbException BadData(string message) => new(message, ExitCodes.BadData);

    public static VerbException NoInput(string message) => new(message, ExitCodes.NoInput);

    public static VerbException Configuration(string message, Exception? inner = null) => new(message, ExitCodes.Configuration, inner);
}
