using DigitPipeline.Cli.Execution;

namespace DigitPipeline.Cli.Settings;

/// <summary>The folder in which the build keeps outputs of earlier runs.</summary>
internal static class StoreFolder
{
    /// <summary>Full path: the one given, else <c>artifacts/.store</c> here or in a folder above.</summary>
    /// <exception cref="VerbException">There is none (66).</exception>
    public static string Find(string? given)
    {
        if (given is not null) return Directory.Exists(given) ? Path.GetFullPath(given) : throw VerbException.NoInput($"there is no folder {given}");
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "artifacts", ".store") is var store && Directory.Exists(store)) return store;
        throw VerbException.NoInput("there is no artifacts/.store here or in a folder above: name the store with --cache-folder");
    }
}
