using System.Globalization;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary>Makes a value of a parameter's type from the words given for it.</summary>
internal static class ValueConversion
{
    private const StringSplitOptions Elements = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>The value; a <see cref="BuildFault"/> that says what was found, where, and what is expected.</summary>
    public static object Convert(ParameterDefinition parameter, GivenValue given)
    {
        var type = Nullable.GetUnderlyingType(parameter.ValueType) ?? parameter.ValueType;
        if (type.IsArray)
            return ConvertArray(parameter, given, type.GetElementType()!);
        return given.Words switch
        {
            [] when type == typeof(bool) => true,
            [] => throw Fault(parameter, given, $"{given.Origin} needs a value: {Expected(type)}."),
            [var word] => ConvertWord(parameter, given, type, word),
            _ => throw Fault(
                parameter, given,
                $"{given.Origin} takes one value, found {given.Words.Count}: {string.Join(' ', given.Words)}. " +
                "Quote a value with spaces; targets come before the first option."),
        };
    }

    private static Array ConvertArray(ParameterDefinition parameter, GivenValue given, Type elementType)
    {
        var words = parameter.Separator is { Length: > 0 } separator
            ? given.Words.SelectMany(word => word.Split(separator, Elements)).ToList()
            : given.Words;
        var array = Array.CreateInstance(elementType, words.Count);
        for (var i = 0; i < words.Count; i++)
            array.SetValue(ConvertWord(parameter, given, elementType, words[i]), i);
        return array;
    }

    private static object ConvertWord(ParameterDefinition parameter, GivenValue given, Type type, string word) =>
        Parse(type, word, given.Folder) ?? throw Fault(
            parameter, given,
            $"{given.Origin}: '{word}' is not {Expected(type)}.{(type.IsEnum ? Suggestion.For(word, Enum.GetNames(type)) : "")}");

    private static object? Parse(Type type, string word, string folder)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(string))
            return word;
        if (type == typeof(bool))
            return bool.TryParse(word, out var truth) ? truth : null;
        if (type == typeof(int))
            return int.TryParse(word, NumberStyles.Integer, culture, out var number) ? number : null;
        if (type == typeof(long))
            return long.TryParse(word, NumberStyles.Integer, culture, out var number) ? number : null;
        if (type == typeof(double))
            return double.TryParse(word, NumberStyles.Float, culture, out var number) ? number : null;
        if (type == typeof(AbsolutePath))
            return word.Length > 0 ? (AbsolutePath)Path.Combine(folder, word) : null;
        if (type.IsEnum)
            return ParseEnum(type, word);
        throw new BuildFault(BuildFault.Failure, $"A parameter cannot have the type {type}.");
    }

    private static object? ParseEnum(Type type, string word)
    {
        // By name only: Enum.Parse would take any number.
        var name = Enum.GetNames(type).FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Enum.Parse(type, name);
    }

    private static string Expected(Type type)
    {
        if (type == typeof(bool))
            return "true or false";
        if (type == typeof(int) || type == typeof(long))
            return "a whole number";
        if (type == typeof(double))
            return "a number";
        if (type == typeof(AbsolutePath))
            return "a path";
        return type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}" : "a text";
    }

    // What was given for a secret must not be repeated, not even when it is wrong.
    private static BuildFault Fault(ParameterDefinition parameter, GivenValue given, string message) =>
        new(given.FaultExitCode, parameter.Secret ? $"{given.Origin} is not what the secret '{parameter.Name}' needs." : message);
}
