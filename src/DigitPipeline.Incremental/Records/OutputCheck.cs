using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Records;

/// <summary>Whether an output folder still holds what was recorded.</summary>
public static class OutputCheck
{
    /// <summary>Null when it does; else what is missing, changed or extra.</summary>
    public static string? Difference(OutputManifest manifest, string folder, ContentReader reader, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(folder)) return "its outputs are gone";
        var recorded = manifest.Files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        var found = reader.List(folder);
        var names = found.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);

        if (manifest.Files.FirstOrDefault(file => !names.Contains(file.Name)) is { Name: not null } missing)
            return $"output {missing.Name} is gone";
        if (found.FirstOrDefault(file => !recorded.ContainsKey(file.Name)) is { Name: not null } extra)
            return $"{extra.Name} is none of its outputs";
        foreach (var file in found)
            if (recorded[file.Name].Size != file.State.Size) return $"output {file.Name} was changed (another size)";

        foreach (var content in reader.Read(found, cancellation))
            if (recorded[content.Name] != content)
                return $"output {content.Name} was changed ({Brief(recorded[content.Name])} -> {Brief(content)})";
        return null;
    }

    /// <summary>What a stage should have written and did not: a missing or empty file; null when nothing is amiss.</summary>
    public static string? Lack(Stage stage, IReadOnlyList<FileContent> files)
    {
        foreach (var pattern in stage.Expects)
        {
            var matches = files.Where(file => NamePattern.Matches(pattern, file.Name)).ToList();
            if (matches.Count == 0) return $"did not write {pattern}";
            if (matches.FirstOrDefault(file => file.Size == 0) is { Name: not null } empty) return $"left {empty.Name} empty";
        }

        return null;
    }

    private static string Brief(FileContent file) => FileDigest.Short(file.Digest) + (file.Executable ? "+x" : "");
}
