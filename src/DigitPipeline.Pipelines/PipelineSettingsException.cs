namespace DigitPipeline.Pipelines;

/// <summary>
/// The settings of a pipeline cannot be used. The message starts with the place, as <c>FILE:LINE:COLUMN:</c> or <c>FILE:</c>, and says
/// what was found, what was expected and what to do.
/// </summary>
public sealed class PipelineSettingsException : Exception
{
    /// <summary>Exit code where a file is missing or cannot be read.</summary>
    public const int NoInput = 66;

    /// <summary>Exit code where a file holds settings that cannot be used.</summary>
    public const int Configuration = 78;

    /// <summary>An error with the exit code that the program ends with.</summary>
    public PipelineSettingsException(string message, int exitCode, Exception? inner = null) : base(message, inner) => ExitCode = exitCode;

    /// <summary><see cref="NoInput"/> or <see cref="Configuration"/>.</summary>
    public int ExitCode { get; }
}
