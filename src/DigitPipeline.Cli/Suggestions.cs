using System.CommandLine;
using System.CommandLine.Parsing;
using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Cli;

/// <summary>What a misspelt word of the command line was meant to be.</summary>
internal static class Suggestions
{
    /// <summary>The nearest verb or option of a command, or null.</summary>
    public static string? Nearest(Command command, string word) => Suggestion.Nearest(
        word, word.StartsWith('-') ? command.Options.Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name));

    /// <summary>The command as it was called: <c>digits inspect record</c>.</summary>
    public static string Path(CommandResult command)
    {
        var names = new List<string>();
        for (SymbolResult? at = command; at is CommandResult { Parent: not null } inner; at = at.Parent)
        {
            names.Insert(0, inner.Command.Name);
        }

        return string.Join(' ', names.Prepend("digits"));
    }
}
