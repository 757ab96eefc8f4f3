using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>Where values come from: the command line, else the environment, else the parameter files.</summary>
internal sealed class ParameterSources
{
    private readonly BuildSession session;
    private readonly ParameterFiles files;
    private readonly Dictionary<string, string> variables = [];

    private ParameterSources(BuildSession session)
    {
        this.session = session;
        foreach (var variable in session.Invocation.Environment.Keys.Order(StringComparer.Ordinal))
            variables.TryAdd(LettersAndDigits(variable), variable);
        // Profiles say which files to read, so they cannot stand in one.
        var profile = BuiltInParameters.Profile;
        var given = FromCommandLine(profile) ?? FromEnvironment(profile);
        files = ParameterFiles.Load(session, given is null ? [] : (string[])ValueConversion.Convert(profile, given));
    }

    /// <summary>Opens the sources and checks the names in the files.</summary>
    public static ParameterSources Load(BuildSession session, IReadOnlyList<ParameterDefinition> parameters)
    {
        var sources = new ParameterSources(session);
        sources.files.CheckNames(parameters);
        return sources;
    }

    /// <summary>What is given for the parameter by the first source that has it; null where none does.</summary>
    public GivenValue? Find(ParameterDefinition parameter) =>
        FromCommandLine(parameter) ?? FromEnvironment(parameter) ?? files.Find(parameter);

    private GivenValue? FromCommandLine(ParameterDefinition parameter)
    {
        var argument = session.CommandLine.Find(parameter.Name);
        return argument is null
            ? null
            : new GivenValue(argument.Values, $"{argument.Text} on the command line", session.WorkingDirectory, BuildFault.Usage);
    }

    private GivenValue? FromEnvironment(ParameterDefinition parameter)
    {
        var letters = LettersAndDigits(parameter.Name);
        // Built-in names are everyday words (HOST, TARGET, ROOT) that other programs put into the environment: they need the prefix.
        var name = parameter.BuiltIn ? variables.GetValueOrDefault("NUKE" + letters)
            : session.Invocation.Environment.ContainsKey(parameter.Name) ? parameter.Name
            : variables.GetValueOrDefault("NUKE" + letters) ?? variables.GetValueOrDefault(letters);
        if (name is null || session.Invocation.Environment[name] is not { Length: > 0 } value)
            return null;
        string[] words = parameter.ValueType.IsArray
            ? value.Split(parameter.Separator ?? " ", StringSplitOptions.RemoveEmptyEntries)
            : [value];
        return new GivenValue(words, $"the environment variable {name}", session.WorkingDirectory, BuildFault.Usage);
    }

    private static string LettersAndDigits(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
