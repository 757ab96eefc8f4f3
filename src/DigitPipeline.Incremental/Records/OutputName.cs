namespace DigitPipeline.Incremental.Records;

/// <summary>Names of outputs that come from a file or from the network.</summary>
internal static class OutputName
{
    /// <summary>Whether all names can be files below one folder: in ordinal order, none twice, none outside, none the folder of another.</summary>
    public static bool AreFiles(IReadOnlyList<string> names)
    {
        var all = names.ToHashSet(StringComparer.Ordinal);
        return all.Count == names.Count && names.All(name => IsBelow(name) && !Parents(name).Any(all.Contains))
            && names.Zip(names.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) < 0);
    }

    private static bool IsBelow(string name) => name.Length > 0 && !name.Contains('\0') && !Path.IsPathRooted(name)
        && name.Split('/', Path.DirectorySeparatorChar).All(part => part is not ("" or "." or ".."));

    private static IEnumerable<string> Parents(string name)
    {
        for (var end = name.LastIndexOf('/'); end > 0; end = name.LastIndexOf('/', end - 1)) yield return name[..end];
    }
}
