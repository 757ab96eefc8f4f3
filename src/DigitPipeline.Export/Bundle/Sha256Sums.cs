using System.Security.Cryptography;
using System.Text;
using DigitPipeline.Formats;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Bundle;

/// <summary>The file <c>SHA256SUMS</c> of a folder, as the program sha256sum writes and checks it (<c>sha256sum -c SHA256SUMS</c>).</summary>
public static class Sha256Sums
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "SHA256SUMS";

    /// <summary>Path and digest of every file below the folder but this one, in ordinal order.</summary>
    public static IReadOnlyList<FileDigest> Of(string folder) =>
        [.. Files(folder).Select(file => new FileDigest(file, Digest(Path.Combine(folder, file))))];

    /// <summary>Paths with <c>/</c> of all files below the folder, this one included, in ordinal order.</summary>
    internal static IReadOnlyList<string> AllFiles(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>Writes the digests of all files below the folder, by path with <c>/</c>, in ordinal order.</summary>
    public static void Write(string folder)
    {
        var lines = new StringBuilder();
        foreach (var file in Files(folder))
        {
            lines.Append(Digest(Path.Combine(folder, file))).Append("  ").Append(file).Append('\n');
        }

        WholeFile.Write(Path.Combine(folder, FileName), lines.ToString());
    }

    /// <summary>The digest that the folder's <c>SHA256SUMS</c> has for a file; null where there is no such entry or no such list.</summary>
    /// <exception cref="FormatException">A line is not a digest, two spaces and a path.</exception>
    public static string? Recorded(string folder, string file)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Read(path).FirstOrDefault(e => e.File == file).Digest : null;
    }

    /// <summary>Compares every file with the list.</summary>
    /// <returns>What is wrong, a sentence a file; empty where all agree.</returns>
    /// <exception cref="FormatException">A line is not a digest, two spaces and a path.</exception>
    public static IReadOnlyList<string> Check(string folder)
    {
        var listed = Read(Path.Combine(folder, FileName));
        var problems = new List<string>();
        foreach (var (digest, file) in listed)
        {
            var path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                problems.Add($"{file} is missing.");
            }
            else if (Digest(path) is var found && found != digest)
            {
                problems.Add($"{file} has the SHA-256 {found}, expected {digest}.");
            }
        }

        problems.AddRange(Files(folder).Except(listed.Select(e => e.File)).Select(f => $"{f} is not listed."));
        return problems;
    }

    /// <summary>SHA-256 of a file in small hexadecimal digits.</summary>
    public static string Digest(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static IEnumerable<string> Files(string folder) => AllFiles(folder).Where(f => f != FileName);

    private static List<(string Digest, string File)> Read(string path)
    {
        var entries = new List<(string, string)>();
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            var parts = lines[i].Split("  ", 2);
            if (parts.Length != 2 || parts[0].Length != 64 || !parts[0].All(char.IsAsciiHexDigitLower))
            {
                throw FormatException.InText(path, i + 1, 1, "expected a SHA-256 in 64 small hexadecimal digits, two spaces and a path.");
            }

            entries.Add((parts[0], parts[1]));
        }

        return entries;
    }
}
