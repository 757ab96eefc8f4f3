using System.Text.Json;

namespace DigitPipeline.Stages;

/// <summary>What a published program consists of, as its <c>.deps.json</c> says.</summary>
internal sealed class PublishedDependencies(JsonDocument manifest)
{
    private readonly JsonElement _libraries = manifest.RootElement.GetProperty("libraries");

    private readonly Dictionary<string, JsonProperty> _targets = manifest.RootElement.GetProperty("targets")
        .GetProperty(manifest.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!)
        .EnumerateObject().ToDictionary(library => library.Name.Split('/')[0], StringComparer.Ordinal);

    /// <summary>A library: ours, or a package with the hash of its content.</summary>
    public readonly record struct Library(string Name, string Version, bool IsOurs, string ContentHash);

    /// <summary>The libraries of these names and all that they depend on.</summary>
    public IReadOnlyList<Library> Closure(IEnumerable<string> roots)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(roots);
        while (open.TryPop(out var name))
        {
            if (!_targets.TryGetValue(name, out var library) || !found.Add(name)) continue;
            if (!library.Value.TryGetProperty("dependencies", out var dependencies)) continue;
            foreach (var dependency in dependencies.EnumerateObject()) open.Push(dependency.Name);
        }

        return [.. found.Select(Describe)];
    }

    private Library Describe(string name)
    {
        var full = _targets[name].Name;
        var library = _libraries.GetProperty(full);
        var isOurs = library.GetProperty("type").GetString() == "project";
        return new Library(name, full[(name.Length + 1)..], isOurs, isOurs ? "" : library.GetProperty("sha512").GetString()!);
    }
}
