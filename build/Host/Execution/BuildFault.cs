namespace Nuke.Common.Execution;

/// <summary>The build cannot start: the message says what was found and what to do, the exit code what kind of fault it is.</summary>
internal sealed class BuildFault(int exitCode, string message) : Exception(message)
{
    /// <summary>A wrong command line or environment variable.</summary>
    public const int Usage = 64;

    /// <summary>A wrong <c>.nuke/parameters.json</c>.</summary>
    public const int Configuration = 78;

    /// <summary>No root folder, as NUKE ends without one.</summary>
    public const int NoRoot = 134;

    /// <summary>A file of the build itself cannot be read or written.</summary>
    public const int CannotWrite = 73;

    /// <summary>A failed target or a wrong build definition.</summary>
    public const int Failure = 255;

    public int ExitCode { get; } = exitCode;
}
