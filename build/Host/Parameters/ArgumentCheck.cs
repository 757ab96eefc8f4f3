using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>Rejects what nobody will read: a misspelt argument would otherwise be ignored without a word.</summary>
internal static class ArgumentCheck
{
    /// <summary>Throws when an argument is no parameter's name.</summary>
    public static void Check(CommandLine commandLine, IReadOnlyList<ParameterDefinition> parameters)
    {
        foreach (var argument in commandLine.Arguments.Where(argument => Named(argument.Text, parameters) is null))
            throw new BuildFault(BuildFault.Usage, Describe(argument.Text, parameters));
    }

    private static ParameterDefinition? Named(string text, IReadOnlyList<ParameterDefinition> parameters) =>
        parameters.FirstOrDefault(parameter => CommandLine.Key(parameter.Name) == CommandLine.Key(text));

    private static string Describe(string text, IReadOnlyList<ParameterDefinition> parameters)
    {
        if (text.IndexOfAny(['=', ':']) is var at and > 0 && Named(text[..at], parameters) is { } parameter)
        {
            var value = parameter.Secret ? "VALUE" : text[(at + 1)..];
            return $"Name and value are separate words: {text[..at]} {value}";
        }
        var options = parameters.Where(listed => listed.Listed).Select(listed => listed.Option).Order(StringComparer.Ordinal).ToList();
        return $"Unknown argument '{text}'.{Suggestion.For(text, options)} Arguments are: {string.Join(", ", options)}.";
    }
}
