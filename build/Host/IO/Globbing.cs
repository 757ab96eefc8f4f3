using System.IO.Enumeration;

namespace Nuke.Common.IO;

/// <summary>Files and folders by pattern: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number of folders.</summary>
public static class Globbing
{
    /// <summary>The files below <paramref name="directory"/> that match any of the patterns, in ordinal order.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobFiles(this AbsolutePath directory, params string[] patterns) =>
        Find(directory, patterns, files: true);

    /// <summary>The folders below <paramref name="directory"/> that match any of the patterns, in ordinal order.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobDirectories(this AbsolutePath directory, params string[] patterns) =>
        Find(directory, patterns, files: false);

    private static List<AbsolutePath> Find(AbsolutePath directory, string[] patterns, bool files)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
            Walk(directory, pattern.Split('/', '\\'), files, found);
        return [.. found.Select(path => (AbsolutePath)path)];
    }

    private static void Walk(string folder, ReadOnlySpan<string> parts, bool files, SortedSet<string> found)
    {
        if (!Directory.Exists(folder))
            return;
        if (parts is ["**", ..])
        {
            Walk(folder, parts.Length > 1 ? parts[1..] : ["*"], files, found);
            foreach (var below in Directory.EnumerateDirectories(folder))
                Walk(below, parts, files, found);
            return;
        }
        var last = parts.Length == 1;
        var entries = last && files ? Directory.EnumerateFiles(folder) : Directory.EnumerateDirectories(folder);
        foreach (var entry in entries)
        {
            if (!FileSystemName.MatchesSimpleExpression(parts[0], Path.GetFileName(entry), ignoreCase: OperatingSystem.IsWindows()))
                continue;
            if (last)
                found.Add(entry);
            else
                Walk(entry, parts[1..], files, found);
        }
    }
}
