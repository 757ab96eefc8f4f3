namespace DigitPipeline.Launcher;

/// <summary>What the launcher can end with by itself; else it is what the build ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The sources do not compile.</summary>
    public const int DoesNotCompile = 1;

    public const int Usage = 64;

    /// <summary>No SDK, where it should have been found before.</summary>
    public const int Unavailable = 69;

    public const int CannotWrite = 73;

    /// <summary>For build.cmd, where a program cannot become another: compile the launcher, name the SDK, start again.</summary>
    public const int StartAgain = 200;
}
