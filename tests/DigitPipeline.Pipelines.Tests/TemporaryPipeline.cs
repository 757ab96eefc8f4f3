using System.Text;

namespace DigitPipeline.Pipelines.Tests;

/// <summary>A pipeline's folder that lives as long as a test.</summary>
internal sealed class TemporaryPipeline : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("pipelines-").FullName;

    public TemporaryPipeline(string name, byte[]? settings, bool withConfig = true)
    {
        Folder = Path.Combine(_parent, name);
        Directory.CreateDirectory(Folder);
        if (settings is not null) File.WriteAllBytes(SettingsFile, settings);
        if (withConfig) File.WriteAllText(Path.Combine(Folder, "pipeline.config"), "");
    }

    public TemporaryPipeline(string name, string settings, bool withConfig = true) : this(name, Encoding.UTF8.GetBytes(settings), withConfig)
    {
    }

    public string Folder { get; }

    public string SettingsFile => Path.Combine(Folder, "pipeline.yaml");

    public void Dispose() => Directory.Delete(_parent, recursive: true);
}
