namespace DigitPipeline.Linting;

/// <summary>The shape that the code keeps: small files, 9 of 10 under 220 lines and none over 500, named after what is in them.</summary>
internal static class SourceShape
{
    private const int Longest = 500, Long = 220;

    private static readonly string[] VagueNames = ["Helper", "Helpers", "Manager", "Utils", "Utilities", "Common", "Processor", "Misc"];

    /// <summary>What is out of shape in src/, build/ and tests/.</summary>
    public static IEnumerable<string> Problems(string root)
    {
        string[] folders = ["src", "build", "tests"];
        var files = folders.SelectMany(folder => Sources(Path.Combine(root, folder))).Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetRelativePath(root, path), Lines: File.ReadLines(path).Count())).ToList();

        foreach (var (name, lines) in files.Where(file => file.Lines > Longest))
            yield return $"{name}: {lines} lines, at most {Longest}: split it by concept";
        foreach (var (name, _) in files.Where(file => VagueNames.Any(vague => Path.GetFileNameWithoutExtension(file.Name).EndsWith(vague, StringComparison.Ordinal))))
            yield return $"{name}: name it after the one thing in it";
        var longFiles = files.Count(file => file.Lines > Long);
        if (longFiles * 10 > files.Count)
            yield return $"{longFiles} of {files.Count} files have more than {Long} lines: at most one of ten may";
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));
}
