using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace DigitPipeline.Export.Tests;

/// <summary>Golden data beside the checkout: DIGITPIPELINE_SHARED, or ../shared of the folder that holds the solution.</summary>
internal static partial class Golden
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

    /// <summary>Shape and elements of a NumPy file (version 1, little-endian, row-major).</summary>
    public static (int[] Shape, T[] Values) Npy<T>(string path)
        where T : unmanaged
    {
        var file = File.ReadAllBytes(path);
        var start = 10 + BitConverter.ToUInt16(file, 8);
        var shape = ShapeOf().Match(Encoding.ASCII.GetString(file, 10, start - 10)).Groups[1].Value;
        var sizes = shape.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(s => int.Parse(s, CultureInfo.InvariantCulture));
        return ([.. sizes], MemoryMarshal.Cast<byte, T>(file.AsSpan(start)).ToArray());
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapeOf();
}
