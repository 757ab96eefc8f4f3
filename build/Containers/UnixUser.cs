using System.Runtime.InteropServices;

namespace DigitPipeline.Containers;

/// <summary>Who runs the build.</summary>
internal static partial class UnixUser
{
    /// <summary>User and group as numbers: <c>1000:1000</c>.</summary>
    public static string Current => FormattableString.Invariant($"{User()}:{Group()}");

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint User();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint Group();
}
