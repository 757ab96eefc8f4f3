using System.Diagnostics;

namespace DigitPipeline.Build.Tests;

/// <summary>A sample build as a process of its own, with a real command line and real signals.</summary>
internal sealed class BuildProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> error;
    private readonly List<string> output = [];

    private BuildProcess(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
    }

    public static BuildProcess Start(Sandbox sandbox, string sample, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(BuildProcess).Assembly.Location, .. arguments])
        {
            WorkingDirectory = sandbox.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Program.SampleVariable] = sample;
        return new BuildProcess(Process.Start(start)!);
    }

    /// <summary>Reads on until a line of output ends like this.</summary>
    public void WaitFor(string ending)
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            output.Add(line);
            if (line.EndsWith(ending, StringComparison.Ordinal))
                return;
        }
        Assert.Fail($"The build ended without printing '{ending}': {string.Join('\n', output)}\n{error.GetAwaiter().GetResult()}");
    }

    public void Send(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Sends the signal again and again until the build is gone.</summary>
    public void SendUntilItEnds(string signal)
    {
        do
            Send(signal);
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(250)));
    }

    public Outcome End()
    {
        output.AddRange(process.StandardOutput.ReadToEnd().Split('\n'));
        process.WaitForExit();
        return new Outcome(process.ExitCode, string.Join('\n', output), error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
