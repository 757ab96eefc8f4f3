using System.Diagnostics;

namespace Nuke.Common.Tooling;

/// <summary>A started process: collects its lines, passes them on, and ends with the build.</summary>
internal sealed class ChildProcess : IProcess
{
    private readonly Process process;
    private readonly int? timeout;
    private readonly List<Output> output = [];
    private readonly Action<OutputType, string>? logger;
    private readonly Func<string, string> filter;

    private ChildProcess(ProcessStartInfo start, int? timeout, Action<OutputType, string>? logger, Func<string, string> filter)
    {
        this.timeout = timeout;
        this.logger = logger;
        this.filter = filter;
        FileName = start.FileName;
        WorkingDirectory = start.WorkingDirectory;
        Arguments = filter(start.Arguments);
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Receive(OutputType.Std, line.Data);
        process.ErrorDataReceived += (_, line) => Receive(OutputType.Err, line.Data);
    }

    public string FileName { get; }

    public string Arguments { get; }

    public string WorkingDirectory { get; }

    public IReadOnlyCollection<Output> Output
    {
        get
        {
            lock (output)
                return [.. output];
        }
    }

    public int ExitCode => process.ExitCode;

    public bool HasExited => process.HasExited;

    public int Id => process.Id;

    public static ChildProcess Start(
        ProcessStartInfo start, int? timeout, Action<OutputType, string>? logger, Func<string, string> filter)
    {
        var child = new ChildProcess(start, timeout, logger, filter);
        RunningProcesses.Start(child.process);
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    public void Kill()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
    }

    public bool WaitForExit()
    {
        var inTime = timeout is not { } limit || process.WaitForExit(limit);
        if (!inTime)
            Kill();
        // Without a limit, this call also waits for the last lines of output.
        process.WaitForExit();
        RunningProcesses.Forget(process);
        return inTime;
    }

    public void Dispose()
    {
        RunningProcesses.Forget(process);
        process.Dispose();
    }

    private void Receive(OutputType type, string? text)
    {
        if (text is null)
            return;
        lock (output)
            output.Add(new Output { Type = type, Text = text });
        logger?.Invoke(type, filter(text));
    }
}
