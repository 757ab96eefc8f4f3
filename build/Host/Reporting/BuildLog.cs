using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.SystemConsole.Themes;

namespace Nuke.Common.Reporting;

/// <summary>The log of a run: lines as <c>12:34:56 [INF] text</c>, with warnings and errors kept for the end.</summary>
internal sealed class BuildLog : IDisposable
{
    private const string Line = "{Timestamp:HH:mm:ss} [{Level:u3}] {Message:l}{NewLine}{Exception}";

    private readonly Logger logger;

    private BuildLog(Verbosity verbosity)
    {
        logger = new LoggerConfiguration()
            .MinimumLevel.Is(Level(verbosity))
            .WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture, theme: AnsiConsoleTheme.Literate)
            .WriteTo.Sink(Collected, LogEventLevel.Warning)
            .CreateLogger();
        Log.Logger = logger;
    }

    /// <summary>The warnings and errors so far.</summary>
    public CollectedEvents Collected { get; } = new();

    /// <summary>Makes a log of this verbosity the one that <see cref="Log"/> writes to.</summary>
    public static BuildLog Open(Verbosity verbosity) => new(verbosity);

    public void Dispose()
    {
        Log.Logger = Logger.None;
        logger.Dispose();
    }

    private static LogEventLevel Level(Verbosity verbosity) => verbosity switch
    {
        Verbosity.Verbose => LogEventLevel.Verbose,
        Verbosity.Minimal => LogEventLevel.Warning,
        Verbosity.Quiet => LogEventLevel.Error,
        _ => LogEventLevel.Debug,
    };
}
