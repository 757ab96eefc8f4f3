using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>Reads all sections of a pipeline.yaml.</summary>
internal static class SettingsReader
{
    /// <summary>Section to values.</summary>
    /// <exception cref="PipelineSettingsException">A section or setting is not known, missing, or not what it may be.</exception>
    public static IReadOnlyDictionary<string, SectionValues> Read(YamlNode root, IReadOnlyList<SectionDefinition> sections)
    {
        var names = sections.Select(section => section.Name).ToList();
        if (root is not YamlMapping map) throw root.Place.Problem($"found {root.Found}, expected sections: {string.Join(", ", names)}");
        foreach (var (key, _) in map.Entries)
            if (!names.Contains(key.Text)) throw Unknown(key, sections, names);
        var values = new Dictionary<string, SectionValues>(StringComparer.Ordinal);
        foreach (var section in sections)
        {
            // A section that is not written is one without settings, at the start of the text.
            var node = map.Entries.FirstOrDefault(entry => entry.Key.Text == section.Name)?.Value ?? map with { Entries = [] };
            values[section.Name] = new SectionValues(section, SectionReader.Read(node, section, section.Name, sections));
        }

        return values;
    }

    private static PipelineSettingsException Unknown(YamlScalar key, IReadOnlyList<SectionDefinition> sections, IReadOnlyList<string> names)
    {
        var home = sections.FirstOrDefault(section => section.Settings.Any(setting => setting.Name == key.Text));
        var clause = home is not null ? $"; it is a setting of the section {home.Name}"
            : Suggestion.Clause(key.Text, names) is { Length: > 0 } suggestion ? suggestion
            : $"; the sections are {string.Join(", ", names)}";
        return key.Place.Problem($"found the unknown section '{key.Text}'{clause}");
    }
}
