using System.Globalization;
using System.Text;
using DigitPipeline.Incremental.Containers;
using Spectre.Console;

namespace DigitPipeline.Cli.Execution;

/// <summary>What a command talks to: data goes to <paramref name="Data"/>, everything else to <paramref name="Status"/>.</summary>
/// <param name="Data">Standard output.</param>
/// <param name="Status">Standard error, with colours and progress bars where it is a terminal.</param>
/// <param name="IsTerminal">Whether a person looks at <paramref name="Status"/> as it is written.</param>
/// <param name="Cancellation">Set by Ctrl+C and SIGTERM.</param>
internal sealed record CommandIo(TextWriter Data, IAnsiConsole Status, bool IsTerminal, CancellationToken Cancellation)
{
    private const int WidthOfFiles = 10_000, LeastWidth = 40;

    /// <summary>The process's own streams.</summary>
    public static CommandIo OfProcess(CancellationToken cancellation)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var width = ToldWidth();
        var isTerminal = width is not null || !System.Console.IsErrorRedirected;
        var error = new StreamWriter(System.Console.OpenStandardError(), utf8) { AutoFlush = true };
        var status = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(error),
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        });
        status.Profile.Width = isTerminal ? Math.Max(LeastWidth, width ?? System.Console.WindowWidth) : WidthOfFiles;
        return new CommandIo(new StreamWriter(System.Console.OpenStandardOutput(), utf8), status, isTerminal, cancellation);
    }

    // In a container standard error is a pipe, at whose other end there may be a terminal.
    private static int? ToldWidth()
    {
        var told = Environment.GetEnvironmentVariable(ContainerProcess.TerminalWidth);
        return int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : null;
    }

    /// <summary>A line for people.</summary>
    public void Say(string line) => Status.WriteLine(line);
}
