using System.Diagnostics;
using System.Globalization;
using DigitPipeline.Incremental.Faults;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Incremental.Tests.Faults;

/// <summary>A build of a <see cref="MatrixPipeline"/> in a process of its own, which ends at a write point.</summary>
internal static class MatrixProcess
{
    public const string Verb = "build-the-matrix";

    /// <summary>Starts a build.</summary>
    /// <param name="root">The pipeline's root folder.</param>
    /// <param name="point">The write point at which the signal is sent to itself, counted from 1; 0: none.</param>
    /// <param name="signal">The signal.</param>
    public static Process Start(string root, int point, string signal)
    {
        var arguments = (string[])["exec", typeof(MatrixProcess).Assembly.Location, Verb, root, point.ToString(CultureInfo.InvariantCulture), signal];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
    }

    /// <summary>What the process does.</summary>
    public static int Run(string root, int point, string signal)
    {
        using var interruption = new Interruption();
        var reached = 0;
        WritePoint.Reached = _ =>
        {
            if (++reached != point) return;
            using var kill = Process.Start("/bin/kill", ["-" + signal, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            while (!interruption.Token.IsCancellationRequested) Thread.Yield();
        };
        try
        {
            new MatrixPipeline(root).Build(interruption.Token, wait: true);
            return 0;
        }
        catch (StageException error)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
    }
}
