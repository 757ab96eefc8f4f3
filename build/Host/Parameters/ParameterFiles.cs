using System.Text.Json;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary><c>.nuke/parameters.json</c> and the profiles loaded over it.</summary>
internal sealed class ParameterFiles
{
    private const string Schema = "$schema";
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly AbsolutePath root;
    private readonly List<(string Name, JsonElement Root)> files = [];

    private ParameterFiles(AbsolutePath root) => this.root = root;

    /// <summary>Reads <c>parameters.json</c>, created where it is missing, and one file a profile.</summary>
    public static ParameterFiles Load(BuildSession session, IReadOnlyList<string> profiles)
    {
        var loaded = new ParameterFiles(session.RootDirectory);
        var main = session.NukeFolder / "parameters.json";
        if (!main.FileExists())
            main.WriteAllText("{\n  \"$schema\": \"./build.schema.json\"\n}");
        loaded.Read(main);
        foreach (var profile in profiles)
        {
            var file = session.NukeFolder / $"parameters.{profile}.json";
            if (!file.FileExists())
                throw new BuildFault(BuildFault.Usage, $"--profile {profile}: there is no file .nuke/{file.Name}.");
            loaded.Read(file);
        }
        return loaded;
    }

    /// <summary>Throws when a file has a key that is no parameter's name.</summary>
    public void CheckNames(IReadOnlyList<ParameterDefinition> parameters)
    {
        var names = parameters.Select(parameter => parameter.Name).ToList();
        foreach (var (file, content) in files)
        {
            foreach (var property in content.EnumerateObject().Where(property => property.Name != Schema && !names.Contains(property.Name)))
            {
                throw new BuildFault(
                    BuildFault.Configuration,
                    $".nuke/{file}: there is no parameter '{property.Name}'.{Suggestion.For(property.Name, names)} " +
                    $"Parameters are: {string.Join(", ", names)}.");
            }
        }
    }

    /// <summary>The value in the last file that has one. Relative paths in it start from the root folder.</summary>
    public GivenValue? Find(ParameterDefinition parameter)
    {
        foreach (var (file, content) in files.AsEnumerable().Reverse())
        {
            if (content.TryGetProperty(parameter.Name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                var origin = $"\"{parameter.Name}\" in .nuke/{file}";
                return new GivenValue(Words(value, origin), origin, root, BuildFault.Configuration);
            }
        }
        return null;
    }

    private void Read(AbsolutePath file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new BuildFault(BuildFault.Configuration, $".nuke/{file.Name}:1:1: expected an object, {{ \"Name\": value }}.");
            files.Add((file.Name, document.RootElement.Clone()));
        }
        catch (JsonException exception)
        {
            throw new BuildFault(
                BuildFault.Configuration,
                $".nuke/{file.Name}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: not valid JSON: {exception.Message}");
        }
    }

    private static IReadOnlyList<string> Words(JsonElement value, string origin)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select(element => Word(element, origin))];
        var word = Word(value, origin);
        return word.StartsWith("v1:", StringComparison.Ordinal)
            ? throw new BuildFault(
                BuildFault.Configuration,
                $"{origin} is encrypted by NUKE, which the bundled host cannot undo. Give the value in the environment.")
            : [word];
    }

    private static string Word(JsonElement value, string origin) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        var kind => throw new BuildFault(
            BuildFault.Configuration, $"{origin}: expected a text, number, boolean or a list of them, found {kind}."),
    };
}
