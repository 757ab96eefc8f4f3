namespace Benchmarks;

/// <summary>The repository whose build starts the benchmarks.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The compiled programs as the launcher names them: those of the build that was compiled last.</summary>
    public static string Program => $"{Path.GetFileName(NewestBuild())} {Path.GetFileName(new DirectoryInfo(Path.Combine(Root, "artifacts", "bin")).LinkTarget)}";

    private static string NewestBuild() =>
        Directory.GetDirectories(Path.Combine(Root, ".nuke", "temp"), "build-*").OrderByDescending(Directory.GetLastWriteTimeUtc).FirstOrDefault()
        ?? throw new InvalidOperationException("the build is not compiled: start the benchmarks with ./build.sh Benchmark");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DigitPipeline.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
