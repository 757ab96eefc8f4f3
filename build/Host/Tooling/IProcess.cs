namespace Nuke.Common.Tooling;

/// <summary>A process that the build has started.</summary>
public interface IProcess : IDisposable
{
    string FileName { get; }

    /// <summary>The arguments, with what <c>outputFilter</c> makes of secrets.</summary>
    string Arguments { get; }

    string WorkingDirectory { get; }

    /// <summary>What it has written so far, line by line.</summary>
    IReadOnlyCollection<Output> Output { get; }

    int ExitCode { get; }

    bool HasExited { get; }

    int Id { get; }

    void Kill();

    /// <summary>Waits for the end of the process; false when it had to be killed because its time was up.</summary>
    bool WaitForExit();
}
