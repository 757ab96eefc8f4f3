using DigitPipeline.Cli.Execution;
using Spectre.Console;
using Spectre.Console.Testing;

namespace DigitPipeline.Cli.Tests;

/// <summary>A command line that was run in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Data, string Status)
{
    public static CommandRun Of(params string[] arguments)
    {
        using var data = new StringWriter { NewLine = "\n" };
        return Of(data, arguments);
    }

    public static CommandRun Of(TextWriter data, params string[] arguments)
    {
        using var status = new TestConsole();
        status.Width(10_000);
        var exitCode = Application.Run(arguments, new CommandIo(data, status, IsTerminal: false, TestContext.Current.CancellationToken));
        return new CommandRun(exitCode, data.ToString()!, status.Output);
    }

    public CommandRun Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, expected {exitCode}\n{Data}\n{Status}");
        return this;
    }
}
