using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Nuke.Common.Reporting;

/// <summary>Keeps the log events it gets as lines: <c>[WRN] text</c>.</summary>
internal sealed class CollectedEvents : ILogEventSink
{
    private readonly MessageTemplateTextFormatter formatter = new("[{Level:u3}] {Message:l}", CultureInfo.InvariantCulture);
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(logEvent, text);
        lock (lines)
            lines.Add(text.ToString());
    }
}
