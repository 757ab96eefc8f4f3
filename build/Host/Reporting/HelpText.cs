using System.Globalization;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Reporting;

/// <summary>What <c>--help</c> prints: targets with what they depend on, parameters with what they mean.</summary>
internal static class HelpText
{
    public static void Write(
        TextWriter writer, NukeBuild build, IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ParameterDefinition> parameters)
    {
        writer.WriteLine("Usage: ./build.sh [TARGET...] [--PARAMETER VALUE...]");
        writer.WriteLine();
        writer.WriteLine("Targets (with what they depend on directly):");
        writer.WriteLine();
        WriteRows(writer, [.. targets.Where(target => target.Listed).Select(TargetRow)]);
        var defaults = string.Join(", ", targets.Where(target => target.IsDefault).Select(target => $"'{target.Name}'"));
        if (defaults.Length == 0)
            defaults = "none";
        foreach (var builtIn in (bool[])[false, true])
        {
            var group = parameters
                .Where(parameter => parameter.BuiltIn == builtIn && parameter.Listed)
                .OrderBy(parameter => parameter.Option, StringComparer.Ordinal)
                .ToList();
            if (group.Count == 0)
                continue;
            writer.WriteLine();
            writer.WriteLine(builtIn ? "Parameters of every build:" : "Parameters:");
            writer.WriteLine();
            WriteRows(writer, [.. group.Select(parameter => ParameterRow(build, parameter, defaults))]);
        }
    }

    private static (string, string) TargetRow(ExecutableTarget target)
    {
        var name = target.Name + (target.IsDefault ? " (default)" : "");
        var dependencies = target.ExecutionDependencies.Count == 0
            ? ""
            : "-> " + string.Join(", ", target.ExecutionDependencies.Select(dependency => dependency.Name));
        return (name, string.Join("  ", ((string?[])[target.Description, dependencies]).Where(text => !string.IsNullOrEmpty(text))));
    }

    private static (string, string) ParameterRow(NukeBuild build, ParameterDefinition parameter, string defaultTargets)
    {
        var description = (parameter.Description ?? "").Replace("{default}", defaultTargets, StringComparison.Ordinal);
        var type = Nullable.GetUnderlyingType(parameter.ValueType) ?? parameter.ValueType;
        if (description.Length > 0 && !description.EndsWith('.'))
            description += ".";
        if (type.IsEnum && !parameter.BuiltIn)
            description += $" One of {string.Join(", ", Enum.GetNames(type))}.";
        return (parameter.Option, $"{description}{Default(build, parameter)}".TrimStart());
    }

    private static string Default(NukeBuild build, ParameterDefinition parameter)
    {
        if (parameter.Secret || parameter.BuiltIn)
            return "";
        var text = ParameterInjection.Get(build, parameter) switch
        {
            null or false or "" or Array => "",
            AbsolutePath path => Path.GetRelativePath(NukeBuild.RootDirectory, path),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return text is { Length: > 0 } ? $" Default is {text}." : "";
    }

    private static void WriteRows(TextWriter writer, IReadOnlyList<(string Name, string Text)> rows)
    {
        var width = rows.Select(row => row.Name.Length).DefaultIfEmpty().Max() + 2;
        foreach (var (name, text) in rows)
            writer.WriteLine($"  {name.PadRight(width)}{text}".TrimEnd());
    }
}
