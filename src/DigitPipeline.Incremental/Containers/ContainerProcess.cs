using System.Diagnostics;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Incremental.Containers;

/// <summary>
/// The action of a stage in a container. Output streams live, signals go through, and the program inside ends when the build does, however
/// that ends: its standard input is a pipe that only the build holds open.
/// </summary>
public static class ContainerProcess
{
    /// <summary>Tells the program in the container to end when its standard input does.</summary>
    public const string EndsWithInput = "DIGITPIPELINE_ENDS_WITH_INPUT";

    /// <summary>Tells the program in the container that a person watches, and how wide the terminal is.</summary>
    public const string TerminalWidth = "DIGITPIPELINE_TERMINAL_WIDTH";

    /// <summary>What podman and docker end with when they cannot start a container.</summary>
    public const int EngineFailed = 125;

    // What they end with where the image lacks its program, and what a killed program ends with.
    private const int CannotRun = 126, NotFound = 127, Killed = 137;

    /// <summary>Runs it and returns the exit code of the program.</summary>
    /// <exception cref="StageException">The container does not start or was killed (69, 74), or the run was interrupted (130).</exception>
    public static int Run(ContainerEngine engine, ContainerSpec spec, IEnumerable<string> arguments, StageRun run)
    {
        var variables = spec.Variables.ToDictionary();
        variables[EndsWithInput] = "1";
        if (!Console.IsErrorRedirected) variables[TerminalWidth] = FormattableString.Invariant($"{Console.WindowWidth}");
        var command = ContainerCommand.Of(engine, spec with { Variables = variables }, arguments);
        Remove(engine, spec.Name);
        try
        {
            var start = new ProcessStartInfo(engine.Program, command) { RedirectStandardInput = true };
            var exitCode = StageProcess.Run(start, run.ChildStarted, run.Cancellation);
            return exitCode switch
            {
                EngineFailed or CannotRun or NotFound => throw new StageException(
                    $"{engine.Program} could not run the container (exit code {exitCode}): see above; --container none runs without",
                    ExitCodes.Unavailable),
                Killed => throw new StageException(
                    $"the container was killed, for want of memory perhaps: it may use {spec.MemoryMegabytes} MiB (container.memory)",
                    ExitCodes.InputOutput),
                _ => exitCode,
            };
        }
        catch (StageException)
        {
            Remove(engine, spec.Name);
            throw;
        }
    }

    // What a killed build left is gone before its folder is written again.
    private static void Remove(ContainerEngine engine, string name)
    {
        if (engine.Kind == EngineKind.Podman) engine.Ask("rm", "--force", "--ignore", "--time", "0", name);
        else engine.Ask("rm", "--force", name);
    }
}
