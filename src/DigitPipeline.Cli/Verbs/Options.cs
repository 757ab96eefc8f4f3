using System.CommandLine;
using DigitPipeline.Cli.Execution;

namespace DigitPipeline.Cli.Verbs;

/// <summary>Options that several verbs have.</summary>
internal static class Options
{
    public static Option<string?> Pipeline() => new("--pipeline") { Description = "Folder with pipeline.yaml and pipeline.config", HelpName = "DIR" };

    public static Option<string?> Data() => new("--data") { Description = "Data set: a folder with train/, test/ (optional) and label_map.pbtxt", HelpName = "DIR" };

    public static Option<string?> Input(string name, string description) => new(name) { Description = description, HelpName = "PATH" };

    public static Option<string> Output(string description) => new("--output") { Description = description, HelpName = "DIR", Required = true };

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>A command whose action may be cancelled and whose exceptions are told by <see cref="Application"/>.</summary>
    public static Command Verb(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, int> action)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
            {
                command.Options.Add(option);
            }
            else
            {
                command.Arguments.Add((Argument)symbol);
            }
        }

        command.SetAction(action);
        return command;
    }

    /// <summary>The value, or an error that names the option.</summary>
    public static T Need<T>(this ParseResult parsed, Option<T?> option) where T : class =>
        parsed.GetValue(option) ?? throw VerbException.Usage($"{option.Name} is missing. See digits {parsed.CommandResult.Command.Name} --help");

    /// <summary>Makes the folder that a verb writes into.</summary>
    public static string Folder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{path} cannot be made: {error.Message}", ExitCodes.CannotCreate, error);
        }
    }
}
