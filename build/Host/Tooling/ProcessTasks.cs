using System.Diagnostics;
using System.Text;
using Nuke.Common.Execution;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>Starts processes.</summary>
public static class ProcessTasks
{
    /// <summary>Whether a process's output goes to the log, where the call does not say.</summary>
    public static bool DefaultLogOutput { get; set; } = true;

    /// <summary>Whether the command line goes to the log, where the call does not say.</summary>
    public static bool DefaultLogInvocation { get; set; } = true;

    /// <summary>Starts a program with interpolated arguments, of which it quotes and hides what has to be.</summary>
    public static IProcess StartProcess(
        string toolPath,
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null)
    {
        var filter = arguments.GetFilter();
        return StartProcess(
            toolPath,
            arguments.ToStringAndClear(),
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger,
            filter);
    }

    /// <summary>
    /// Starts a program. <paramref name="toolPath"/> is a path or a name on <c>PATH</c>, a <c>.dll</c> is run by <c>dotnet</c>;
    /// <paramref name="environmentVariables"/>, where given, are its whole environment; <paramref name="timeout"/> is in
    /// milliseconds and counts from the call of <see cref="IProcess.WaitForExit"/>; <paramref name="logger"/> gets each line,
    /// the log does by default (standard output as debug, standard error as error); <paramref name="outputFilter"/> changes
    /// what is logged. When the build is interrupted, the process gets an interrupt too.
    /// </summary>
    public static IProcess StartProcess(
        string toolPath,
        string? arguments = null,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null)
    {
        Interruption.ThrowIfRequested();
        var filter = outputFilter ?? (line => line);
        var start = StartInfo(toolPath, arguments ?? "", workingDirectory ?? DefaultWorkingDirectory, environmentVariables);
        if (logInvocation ?? DefaultLogInvocation)
            LogInvocation(start, filter);
        var sink = logOutput ?? DefaultLogOutput ? logger ?? DefaultLogger : null;
        return ChildProcess.Start(start, timeout, sink, filter);
    }

    /// <summary>Logs a line of a process: standard output as debug, standard error as error.</summary>
    public static void DefaultLogger(OutputType type, string output) =>
        Log.Write(type == OutputType.Std ? LogEventLevel.Debug : LogEventLevel.Error, "{Output:l}", output);

    private static string DefaultWorkingDirectory => BuildSession.Current?.WorkingDirectory ?? Environment.CurrentDirectory;

    private static ProcessStartInfo StartInfo(
        string toolPath, string arguments, string workingDirectory, IReadOnlyDictionary<string, string>? environmentVariables)
    {
        var isPath = Path.IsPathRooted(toolPath) || toolPath.Contains(Path.DirectorySeparatorChar);
        var program = isPath ? Path.GetFullPath(toolPath) : ToolPathResolver.GetPathExecutable(toolPath);
        Assert.FileExists(program, $"There is no program at {program}.");
        Assert.DirectoryExists(workingDirectory, $"There is no folder {workingDirectory} to start '{toolPath}' in.");
        if (program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            arguments = $"{CommandLineQuoting.QuoteIfNeeded(program)} {arguments}".TrimEnd();
            program = Environment.GetEnvironmentVariable("DOTNET_EXE") ?? ToolPathResolver.GetPathExecutable("dotnet");
        }
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        if (environmentVariables is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environmentVariables)
                start.Environment[name] = value;
        }
        return start;
    }

    private static void LogInvocation(ProcessStartInfo start, Func<string, string> filter)
    {
        Log.Information("> {ToolPath:l} {Arguments:l}", CommandLineQuoting.QuoteIfNeeded(start.FileName), filter(start.Arguments));
        if (start.WorkingDirectory != DefaultWorkingDirectory)
            Log.Information("@ {WorkingDirectory:l}", start.WorkingDirectory);
    }
}
