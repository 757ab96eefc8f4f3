namespace DigitPipeline.Cli.Execution;

/// <summary>Passes progress on at once, in the thread that makes it.</summary>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => tell(value);
}
