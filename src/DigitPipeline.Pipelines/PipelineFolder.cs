namespace DigitPipeline.Pipelines;

/// <summary>A pipeline: a folder with <c>pipeline.yaml</c> and <c>pipeline.config</c>.</summary>
public sealed class PipelineFolder
{
    private const string SettingsName = "pipeline.yaml";
    private const string ConfigName = "pipeline.config";

    private PipelineFolder(string name, string folder, PipelineSettings settings)
    {
        Name = name;
        SettingsFile = Path.Combine(folder, SettingsName);
        ConfigFile = Path.Combine(folder, ConfigName);
        DataDirectory = Path.GetFullPath(settings.Data.Directory, folder);
        GlyphDirectory = Path.GetFullPath(settings.Synthesis.Glyphs, folder);
        Settings = settings;
    }

    /// <summary>The folder's name, which is also the name of the folder of its artifacts.</summary>
    public string Name { get; }

    /// <summary>Full path of <c>pipeline.yaml</c>.</summary>
    public string SettingsFile { get; }

    /// <summary>Full path of <c>pipeline.config</c>.</summary>
    public string ConfigFile { get; }

    /// <summary>Full path of the data set; it need not be there.</summary>
    public string DataDirectory { get; }

    /// <summary>Full path of the glyphs for generated scenes; it need not be there.</summary>
    public string GlyphDirectory { get; }

    /// <summary>All settings, defaults filled in.</summary>
    public PipelineSettings Settings { get; }

    /// <summary>Reads a pipeline.</summary>
    /// <param name="folder">Path of the folder; its settings are checked, its pipeline.config only has to be there.</param>
    /// <exception cref="PipelineSettingsException">A file is missing, or a setting is not what it may be.</exception>
    public static PipelineFolder Load(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var settingsFile = Path.Combine(full, SettingsName);
        if (!Directory.Exists(full)) throw Missing(full, "there is no such folder", "name the folder of a pipeline");
        if (!File.Exists(settingsFile))
            throw Missing(settingsFile, "there is no such file", "a pipeline's folder holds its settings in it");
        var settings = PipelineSettings.Read(settingsFile);
        var configFile = Path.Combine(full, ConfigName);
        if (!File.Exists(configFile))
            throw Missing(configFile, "there is no such file", "it describes the detector, in the Object Detection API's format");
        return new PipelineFolder(NameOf(full), full, settings);
    }

    /// <summary>
    /// Canonical JSON of one section: defaults filled in, keys in ordinal order, no white space. Equal settings give equal text.
    /// </summary>
    /// <param name="section">The section's name in pipeline.yaml, such as <c>train</c>.</param>
    /// <exception cref="ArgumentException">There is no such section.</exception>
    public string SectionJson(string section) => Settings.Section(section).CanonicalJson;

    // Beside the artifacts of pipelines the build keeps its own under these names.
    private static string NameOf(string folder)
    {
        var name = Path.GetFileName(folder);
        string[] reserved = ["bin", "tests"];
        if (name.Length > 0 && name[0] != '.' && !reserved.Contains(name, StringComparer.OrdinalIgnoreCase)) return name;
        throw new PipelineSettingsException(
            $"{folder}: found a pipeline's folder named '{name}', expected a name other than "
            + $"{string.Join(", ", reserved)} and those with a dot first, since its artifacts go to a folder of the same name; rename it",
            PipelineSettingsException.Configuration);
    }

    private static PipelineSettingsException Missing(string path, string problem, string remedy) =>
        new($"{path}: {problem}; {remedy}", PipelineSettingsException.NoInput);
}
