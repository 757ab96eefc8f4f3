using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>Rejects what nobody will read: a misspelt argument would otherwise be ignored without a word.</summary>
internal static class ArgumentCheck
{
    /// <summary>Throws when an argument is no parameter's name.</summary>
    public static void Check(CommandLine commandLine, IReadOnlyList<ParameterDefinition> parameters)
    {
        var keys = parameters.Select(parameter => CommandLine.Key(parameter.Name)).ToHashSet();
        foreach (var argument in commandLine.Arguments.Where(argument => !keys.Contains(argument.Key)))
            throw new BuildFault(BuildFault.Usage, Describe(argument, keys, parameters));
    }

    private static string Describe(CommandLine.Argument argument, HashSet<string> keys, IReadOnlyList<ParameterDefinition> parameters)
    {
        if (argument.Text.IndexOfAny(['=', ':']) is var at and > 0 && keys.Contains(CommandLine.Key(argument.Text[..at])))
            return $"Unknown argument '{argument.Text}'. Name and value are separate words: {argument.Text[..at]} {argument.Text[(at + 1)..]}";
        var options = parameters.Where(parameter => parameter.Listed).Select(parameter => parameter.Option).Order(StringComparer.Ordinal).ToList();
        return $"Unknown argument '{argument.Text}'.{Suggestion.For(argument.Text, options)} Arguments are: {string.Join(", ", options)}.";
    }
}
