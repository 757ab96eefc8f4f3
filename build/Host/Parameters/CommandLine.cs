using System.Globalization;
using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>
/// The command line as NUKE reads it: first target names, then names that start with a dash, each with the values up to the
/// next one. Dashes and case inside a name do not matter.
/// </summary>
internal sealed class CommandLine
{
    private CommandLine(IReadOnlyList<string> targets, IReadOnlyList<Argument> arguments) => (Targets, Arguments) = (targets, arguments);

    /// <summary>The target names before the first dash; <c>A+B</c> are two.</summary>
    public IReadOnlyList<string> Targets { get; }

    public IReadOnlyList<Argument> Arguments { get; }

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var targets = new List<string>();
        var named = new List<Argument>();
        foreach (var argument in arguments)
        {
            if (IsName(argument))
                named.Add(new Argument(argument, Key(argument), []));
            else if (named.Count > 0)
                named[^1].Values.Add(argument);
            else
                targets.AddRange(TargetNames(argument));
        }
        var repeated = named.GroupBy(argument => argument.Key).FirstOrDefault(same => same.Count() > 1);
        return repeated is null
            ? new CommandLine(targets, named)
            : throw new BuildFault(
                BuildFault.Usage, $"{repeated.First().Text} is given {repeated.Count()} times; give it once, with all its values.");
    }

    /// <summary>The argument of that parameter, if it is given.</summary>
    public Argument? Find(string parameter)
    {
        var key = Key(parameter);
        return Arguments.FirstOrDefault(argument => argument.Key == key);
    }

    /// <summary>A name without dashes and case: <c>--Batch-Size</c> is <c>batchsize</c>.</summary>
    public static string Key(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    public static string[] TargetNames(string argument) => argument.Split('+', StringSplitOptions.RemoveEmptyEntries);

    // A negative number is a value: no name starts with a digit.
    private static bool IsName(string argument) =>
        argument.Length > 1 && argument[0] == '-' && argument.Trim('-').Length > 0
        && !double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>A name as it was written, its key, and its values.</summary>
    internal sealed record Argument(string Text, string Key, List<string> Values);
}
