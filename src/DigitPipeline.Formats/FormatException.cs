namespace DigitPipeline.Formats;

/// <summary>
/// A file that does not hold what its format promises. The message says what was found, what was expected and what to do;
/// <see cref="Exception.Message"/> starts with the place, as <c>FILE:LINE:COLUMN:</c> or <c>FILE: byte OFFSET:</c>.
/// </summary>
public sealed class FormatException : Exception
{
    private FormatException(string place, string problem, Exception? inner) : base($"{place}: {problem}", inner) => Problem = problem;

    /// <summary>The message without the place.</summary>
    public string Problem { get; }

    /// <summary>The file, as the caller named it.</summary>
    public required string File { get; init; }

    /// <summary>Line, counted from 1, of text formats.</summary>
    public int? Line { get; init; }

    /// <summary>Column, counted from 1, of text formats.</summary>
    public int? Column { get; init; }

    /// <summary>Offset in bytes, of binary formats.</summary>
    public long? Offset { get; init; }

    /// <summary>An error in a text file.</summary>
    public static FormatException InText(string file, int line, int column, string problem, Exception? inner = null) =>
        new(FormattableString.Invariant($"{file}:{line}:{column}"), problem, inner) { File = file, Line = line, Column = column };

    /// <summary>An error in a binary file.</summary>
    public static FormatException InBytes(string file, long offset, string problem, Exception? inner = null) =>
        new(FormattableString.Invariant($"{file}: byte {offset}"), problem, inner) { File = file, Offset = offset };

    /// <summary>An error that concerns a file as a whole.</summary>
    public static FormatException InFile(string file, string problem, Exception? inner = null) => new(file, problem, inner) { File = file };
}
