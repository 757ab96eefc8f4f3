using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DigitPipeline.Launcher;

/// <summary>This process, in ways that .NET has no call for.</summary>
internal static partial class NativeProcess
{
    private const int BrokenPipe = 13;
    private const nint DefaultHandler = 0;

    /// <summary>Sets or removes an environment variable for what this process becomes or starts.</summary>
    public static void Set(string variable, string? value)
    {
        Environment.SetEnvironmentVariable(variable, value);
        if (OperatingSystem.IsWindows()) return;
        _ = value is null ? UnsetEnvironment(variable) : SetEnvironment(variable, value, 1);
    }

    /// <summary>
    /// Becomes another program: same process id, same parent, same terminal. On Windows, which has no such thing, runs it and ends as it
    /// ends. Returns only when it cannot be started.
    /// </summary>
    public static void Become(string program, IReadOnlyList<string> arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
            process.WaitForExit();
            Environment.Exit(process.ExitCode);
        }

        // The runtime ignores SIGPIPE, and what is ignored stays so in the new program and in all that it starts.
        _ = SetHandler(BrokenPipe, DefaultHandler);
        _ = Execute(program, [program, .. arguments, null]);
    }

    /// <summary>Renames, replacing what has the new name.</summary>
    public static void Rename(string from, string to)
    {
        if (RenamePath(from, to) != 0) throw new IOException($"{to} cannot be made: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetEnvironment(string name);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenamePath(string from, string to);
}
