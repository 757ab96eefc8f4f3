namespace DigitPipeline.Pipelines.Tests;

/// <summary>Files of the working copy that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Full path of the root.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Full path of a file or folder below the root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "DigitPipeline.sln")) ? folder
        : Find(System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside the repository"));
}
