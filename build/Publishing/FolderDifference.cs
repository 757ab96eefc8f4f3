using System.Security.Cryptography;

namespace DigitPipeline.Publishing;

/// <summary>The first difference between two folders.</summary>
internal static class FolderDifference
{
    /// <summary>The first difference, by name; null where both have the same files.</summary>
    /// <param name="published">The one folder.</param>
    /// <param name="made">The other.</param>
    public static string? First(string published, string made)
    {
        var (before, after) = (Names(published), Names(made));
        if (before.Except(after).FirstOrDefault() is { } missing) return $"differs: {missing} was not made again";
        if (after.Except(before).FirstOrDefault() is { } added) return $"differs: {added} was made, but is not in the bundle";
        return before.Select(name => OfFile(name, Path.Combine(published, name), Path.Combine(made, name)))
            .FirstOrDefault(difference => difference is not null);
    }

    /// <summary>What differs between two files; null where nothing does.</summary>
    public static string? OfFile(string name, string published, string made)
    {
        var (before, after) = (DigestOf(published), DigestOf(made));
        return before == after ? null : $"differs: {name} has the SHA-256 {after}, published was {before}";
    }

    /// <summary>SHA-256 of a file in small hexadecimal digits.</summary>
    public static string DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static IReadOnlyList<string> Names(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal),
    ];
}
