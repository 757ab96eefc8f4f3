using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DigitPipeline.Datasets.Tests;

/// <summary>What lies beside the checkout: DIGITPIPELINE_SHARED, or ../shared of the folder that holds the solution.</summary>
internal static partial class Golden
{
    /// <summary>A file or folder of the shared one; the calling test is not run where it is absent.</summary>
    public static string Path(params string[] parts)
    {
        var shared = Environment.GetEnvironmentVariable("DIGITPIPELINE_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); shared is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DigitPipeline.sln")))
            {
                shared = System.IO.Path.Combine(folder.Parent!.FullName, "shared");
            }
        }

        var path = System.IO.Path.Combine([shared ?? "shared", .. parts]);
        if (!System.IO.Path.Exists(path))
        {
            Assert.Skip($"not run: ../shared/{string.Join('/', parts)} is absent");
        }

        return path;
    }

    /// <summary>A JSON file.</summary>
    public static JsonElement Json(params string[] parts)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path(parts)));
        return document.RootElement.Clone();
    }

    /// <summary>Shape and elements of a NumPy file of bytes (version 1, row-major).</summary>
    public static (int[] Shape, byte[] Values) Npy(params string[] parts)
    {
        var file = File.ReadAllBytes(Path(parts));
        var start = 10 + BitConverter.ToUInt16(file, 8);
        var shape = ShapeOf().Match(System.Text.Encoding.ASCII.GetString(file, 10, start - 10)).Groups[1].Value;
        var sizes = shape.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ([.. sizes.Select(side => int.Parse(side, CultureInfo.InvariantCulture))], file[start..]);
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapeOf();
}
