namespace DigitPipeline.Incremental.Tests;

/// <summary>The permission to execute a file, which Windows does not have.</summary>
internal static class ExecutableBit
{
    public static void Set(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    public static bool IsSet(string path) => OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);
}
