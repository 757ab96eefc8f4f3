namespace DigitPipeline.Incremental.Manifests;

/// <summary>What a build was started with: another start of the same would do the same, as long as no file changes.</summary>
/// <param name="Arguments">The command line.</param>
/// <param name="WorkingFolder">Where it was started, which relative paths are seen from.</param>
/// <param name="Program">Digests of the programs that do the work.</param>
/// <param name="Variables">The environment variables that count, as <c>NAME=VALUE</c>, in ordinal order.</param>
public sealed record RunIdentity(IReadOnlyList<string> Arguments, string WorkingFolder, string Program, IReadOnlyList<string> Variables)
{
    /// <summary>The environment variable by which the launcher names <see cref="Program"/> to the build that it starts.</summary>
    public const string ProgramVariable = "DIGITPIPELINE_PROGRAM";

    /// <summary>Whether two starts are the same.</summary>
    public bool Fits(RunIdentity other) => WorkingFolder == other.WorkingFolder && Program == other.Program
        && Arguments.SequenceEqual(other.Arguments, StringComparer.Ordinal) && Variables.SequenceEqual(other.Variables, StringComparer.Ordinal);

    /// <summary>
    /// The environment variables that a build reads as parameters: a parameter's name whatever the case, with or without the prefix
    /// NUKE and characters other than letters and digits.
    /// </summary>
    /// <param name="names">The names that count, as <see cref="Plain"/> gives them.</param>
    /// <param name="environment">Name and value of each variable.</param>
    public static IReadOnlyList<string> VariablesOf(IReadOnlyCollection<string> names, IEnumerable<KeyValuePair<string, string>> environment)
    {
        const string Prefix = "NUKE";
        return [.. environment.Where(Counts).Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal)];

        bool Counts(KeyValuePair<string, string> variable)
        {
            var name = Plain(variable.Key);
            return names.Contains(name) || (name.StartsWith(Prefix, StringComparison.Ordinal) && names.Contains(name[Prefix.Length..]));
        }
    }

    /// <summary>A name without what does not count in it.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
