using System.Text.Json;

namespace DigitPipeline.Formats.Tests;

/// <summary>Golden data beside the checkout: DIGITPIPELINE_SHARED, or ../shared of the folder that holds the solution.</summary>
internal static class Golden
{
    /// <summary>A folder of golden data; the calling test is not run where there is none.</summary>
    public static string Folder(string name)
    {
        var shared = Environment.GetEnvironmentVariable("DIGITPIPELINE_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); shared is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DigitPipeline.sln")))
            {
                shared = Path.Combine(folder.Parent!.FullName, "shared");
            }
        }

        var golden = Path.Combine(shared ?? "shared", "golden");
        if (!Directory.Exists(golden))
        {
            Assert.Skip("not run: ../shared/golden is absent");
        }

        return Path.Combine(golden, name);
    }

    /// <summary>A JSON file.</summary>
    public static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
