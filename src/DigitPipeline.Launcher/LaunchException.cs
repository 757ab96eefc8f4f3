namespace DigitPipeline.Launcher;

/// <summary>The build cannot be started; the message says what to do.</summary>
internal sealed class LaunchException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
