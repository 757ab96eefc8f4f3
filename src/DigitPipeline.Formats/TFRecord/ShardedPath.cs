using System.Globalization;
using System.Text.RegularExpressions;

namespace DigitPipeline.Formats.TFRecord;

/// <summary>Files of one set in several shards: <c>train.record-00000-of-00010</c> and so on.</summary>
public static partial class ShardedPath
{
    /// <summary>The path of a shard, counted from 0.</summary>
    public static string Shard(string path, int shard, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, count);
        return string.Create(CultureInfo.InvariantCulture, $"{path}-{shard:D5}-of-{count:D5}");
    }

    /// <summary>
    /// The files that a path stands for, in the order of their names: a file; a set (<c>train.record</c> where only its shards are
    /// there, <c>train.record@10</c>, <c>train.record-?????-of-00010</c>); or a pattern with <c>*</c> and <c>?</c> in its last part.
    /// </summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="FormatException">A set of which shards are missing, or sets of different sizes.</exception>
    public static IReadOnlyList<string> Expand(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        var sized = SizedSet().Match(Path.GetFileName(path));
        var (pattern, announced) = sized.Success && int.TryParse(sized.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var count)
            ? ($"{sized.Groups[1].Value}-*-of-{count.ToString("D5", CultureInfo.InvariantCulture)}", count)
            : (Path.GetFileName(path), (int?)null);
        var found = Matches(folder, pattern, path);
        if (found.Count == 0 && announced is null)
        {
            found = [.. Matches(folder, pattern + "-*-of-*", path).Where(file => ShardName().IsMatch(file))];
        }

        if (found.Count == 0)
        {
            throw new FileNotFoundException($"{path}: no such file, and no shards of that name (-00000-of-NNNNN)", path);
        }

        CheckComplete(path, found, announced);
        return found;
    }

    private static List<string> Matches(string folder, string pattern, string path)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var regex = new Regex(
            "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
            RegexOptions.CultureInvariant);
        var bare = Path.GetDirectoryName(path) is not { Length: > 0 };
        return [.. Directory.EnumerateFiles(folder)
            .Select(file => Path.GetFileName(file))
            .Where(name => regex.IsMatch(name))
            .Order(StringComparer.Ordinal)
            .Select(name => bare ? name : Path.Combine(folder, name))];
    }

    private static void CheckComplete(string path, List<string> found, int? announced)
    {
        var shards = found.Select(file => ShardName().Match(file)).ToList();
        if (shards.Exists(shard => !shard.Success))
        {
            return;
        }

        var sets = shards.Select(shard => shard.Groups[3].Value).Distinct(StringComparer.Ordinal).ToList();
        if (sets.Count > 1)
        {
            throw FormatException.InFile(
                path, $"shards of different sets are there (of {string.Join(", of ", sets)}): remove the old ones");
        }

        var count = announced ?? int.Parse(sets[0], CultureInfo.InvariantCulture);
        var present = shards.Select(shard => int.Parse(shard.Groups[2].ValueSpan, CultureInfo.InvariantCulture)).ToHashSet();
        var missing = Enumerable.Range(0, Math.Min(count, 100_000)).FirstOrDefault(shard => !present.Contains(shard), -1);
        if (missing >= 0 && IsWholeSet(path))
        {
            throw FormatException.InFile(path, FormattableString.Invariant(
                $"{present.Count} of {count} shards are there; the first that is missing has the number {missing:D5}"));
        }
    }

    // A pattern may mean a part of a set on purpose, unless it leaves only the shard's number open.
    private static bool IsWholeSet(string path) =>
        !path.Contains('*', StringComparison.Ordinal) && path.Replace("-?????-of-", "", StringComparison.Ordinal).IndexOf('?') < 0;

    [GeneratedRegex("^(.+)@([1-9][0-9]{0,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex SizedSet();

    [GeneratedRegex("^(.*)-([0-9]{5})-of-([0-9]{5})$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ShardName();
}
