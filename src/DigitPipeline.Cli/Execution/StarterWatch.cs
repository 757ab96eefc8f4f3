using System.Runtime.InteropServices;
using DigitPipeline.Incremental.Containers;

namespace DigitPipeline.Cli.Execution;

/// <summary>In a container the build's end cannot be seen, but for the end of standard input, which the build holds open.</summary>
internal static partial class StarterWatch
{
    /// <summary>Ends this process when the build that started it is gone, if it was started so.</summary>
    public static void Begin()
    {
        if (Environment.GetEnvironmentVariable(ContainerProcess.EndsWithInput) != "1") return;
        new Thread(Watch) { IsBackground = true, Name = "starter" }.Start();
    }

    // At once, as if killed: nobody waits for what would come.
    private static void Watch()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (input.Read(buffer) > 0)
        {
        }

        Exit(ExitCodes.Interrupted);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int exitCode);
}
