namespace DigitPipeline.Cli.Tests;

/// <summary>The repository that the tests stand in.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    public static string File(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "DigitPipeline.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
