namespace DigitPipeline.Incremental;

/// <summary>Exit codes after sysexits.h.</summary>
public static class ExitCodes
{
    /// <summary>A parameter is not what it may be.</summary>
    public const int Usage = 64;

    /// <summary>An input's content cannot be used.</summary>
    public const int BadInput = 65;

    /// <summary>An input is not there.</summary>
    public const int NoInput = 66;

    /// <summary>A program that is needed is not there.</summary>
    public const int Unavailable = 69;

    /// <summary>The output cannot be written.</summary>
    public const int CannotCreate = 73;

    /// <summary>Reading or writing failed: disk full, for example.</summary>
    public const int InputOutput = 74;

    /// <summary>Someone else is at work: try again later.</summary>
    public const int Busy = 75;

    /// <summary>Ended by Ctrl+C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
