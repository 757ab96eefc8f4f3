namespace DigitPipeline.Incremental.Remote;

/// <summary>The remote cache cannot be used; the message says what it answered.</summary>
/// <param name="message">For people; never with a token or password.</param>
/// <param name="passing">Whether trying again may help.</param>
internal sealed class RemoteFault(string message, bool passing = false) : Exception(message)
{
    public bool Passing { get; } = passing;
}
