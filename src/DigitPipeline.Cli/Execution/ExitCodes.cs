namespace DigitPipeline.Cli.Execution;

/// <summary>Exit codes of <c>digits</c>, after sysexits.h.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>An input's content cannot be used.</summary>
    public const int BadData = 65;

    /// <summary>An input is not there.</summary>
    public const int NoInput = 66;

    /// <summary>A program or library that is needed is not there.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of digits itself.</summary>
    public const int Internal = 70;

    /// <summary>The output cannot be written.</summary>
    public const int CannotCreate = 73;

    /// <summary>Reading or writing failed: disk full, for example.</summary>
    public const int InputOutput = 74;

    /// <summary>The detector is not as good as evaluate.gate asks for.</summary>
    public const int GateMissed = 77;

    /// <summary>A configuration is wrong.</summary>
    public const int Configuration = 78;

    /// <summary>Ended by Ctrl+C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
