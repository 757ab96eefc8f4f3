using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace DigitPipeline.Incremental.Files;

/// <summary>The names in a folder, without anything below or about them.</summary>
internal static class FolderNames
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The names in no order.</summary>
    public static List<string> Of(string folder) =>
        [.. new FileSystemEnumerable<string>(folder, static (ref entry) => entry.FileName.ToString(), Everything)];

    /// <summary>64 hexadecimal digits that stand for the names whatever their order: how many they are and the sum of their checksums.</summary>
    public static string Digest(IEnumerable<string> names)
    {
        var (count, sum) = (0, 0UL);
        foreach (var name in names)
        {
            count++;
            sum += Checksum.Of(MemoryMarshal.AsBytes(name.AsSpan()));
        }

        return FormattableString.Invariant($"{sum:x16}{count:x48}");
    }
}
