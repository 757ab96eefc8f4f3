using Nuke.Common.Execution;

namespace Nuke.Common.Reporting;

/// <summary>Colours on a terminal; plain text elsewhere, and where <c>NO_COLOR</c> is set.</summary>
internal sealed class ConsoleStyle(bool coloured)
{
    public static ConsoleStyle ForThisConsole() =>
        new(!Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public string Target(string text) => Colour("36;1", text);

    public string Success(string text) => Colour("32;1", text);

    public string Warning(string text) => Colour("33;1", text);

    public string Error(string text) => Colour("31;1", text);

    /// <summary>A line of the summary in the colour of its status.</summary>
    public string Of(ExecutionStatus status, string text) => status switch
    {
        ExecutionStatus.Succeeded => Success(text),
        ExecutionStatus.Failed or ExecutionStatus.Aborted => Error(text),
        ExecutionStatus.NotRun => Warning(text),
        _ => text,
    };

    private string Colour(string code, string text) => coloured ? $"\e[{code}m{text}\e[0m" : text;
}
