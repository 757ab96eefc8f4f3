using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>Reads keys with values by their definitions.</summary>
internal static class SectionReader
{
    /// <summary>Setting to value, defaults filled in.</summary>
    /// <param name="node">The section in the text.</param>
    /// <param name="definition">What may be in it.</param>
    /// <param name="path">Its name in error messages.</param>
    /// <param name="others">Other sections, one of which may be meant by a name that is not known here.</param>
    public static IReadOnlyDictionary<string, object> Read(
        YamlNode node, SectionDefinition definition, string path, IReadOnlyList<SectionDefinition> others)
    {
        var entries = node switch
        {
            YamlMapping map => map.Entries,
            { IsNothing: true } => [],
            _ => throw node.Expected(path, "keys with values: " + string.Join(", ", definition.Settings.Select(setting => setting.Name))),
        };
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            var setting = definition.Settings.FirstOrDefault(setting => setting.Name == key.Text)
                ?? throw Unknown(key, definition, path, others);
            values.Add(setting.Name, setting.Read(value, $"{path}.{setting.Name}"));
        }

        foreach (var setting in definition.Settings)
            if (!values.ContainsKey(setting.Name))
                values.Add(setting.Name, setting.Default
                    ?? throw node.Place.Problem($"{path}.{setting.Name}: found nothing, expected {setting.Expected}"));
        foreach (var rule in definition.Rules)
            if (rule.Problem(values) is { } problem)
                throw PlaceOf(rule.Setting, entries, node).Problem($"{path}.{rule.Setting}: {problem}");
        return values;
    }

    // The setting may be at its default, and another one at fault.
    private static Place PlaceOf(string setting, IReadOnlyList<YamlEntry> entries, YamlNode section) =>
        (entries.FirstOrDefault(entry => entry.Key.Text == setting)?.Value ?? section).Place;

    private static PipelineSettingsException Unknown(
        YamlScalar key, SectionDefinition definition, string path, IReadOnlyList<SectionDefinition> others)
    {
        var home = others.FirstOrDefault(other => other.Settings.Any(setting => setting.Name == key.Text));
        var names = definition.Settings.Select(setting => setting.Name).ToList();
        var clause = home is not null ? $"; it belongs to the section {home.Name}"
            : Suggestion.Clause(key.Text, names) is { Length: > 0 } suggestion ? suggestion
            : $"; {path} has {string.Join(", ", names)}";
        return key.Place.Problem($"found the unknown setting '{key.Text}' in {path}{clause}");
    }
}
