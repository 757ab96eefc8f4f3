using System.Runtime.InteropServices;
using System.Text.Json;

namespace DigitPipeline.Detection.Tests;

/// <summary>Golden data of the original beside the checkout: DIGITPIPELINE_SHARED, or ../shared of the folder that holds the solution.</summary>
internal static class Golden
{
    /// <summary>A file of <c>golden/odapi</c>; the calling test is not run where there is none.</summary>
    public static string Path(string name)
    {
        var shared = Environment.GetEnvironmentVariable("DIGITPIPELINE_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); shared is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DigitPipeline.sln")))
            {
                shared = System.IO.Path.Combine(folder.Parent!.FullName, "shared");
            }
        }

        var golden = System.IO.Path.Combine(shared ?? "shared", "golden");
        if (!Directory.Exists(golden))
        {
            Assert.Skip("not run: ../shared/golden is absent");
        }

        return System.IO.Path.Combine(golden, "odapi", name);
    }

    /// <summary>A float32 array.</summary>
    public static float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(Npy(name).Data).ToArray();

    /// <summary>A uint8 array with its shape.</summary>
    public static (byte[] Data, int[] Shape) Npy(string name)
    {
        var file = File.ReadAllBytes(Path(name));
        var end = 10 + BitConverter.ToUInt16(file, 8);
        var header = System.Text.Encoding.ASCII.GetString(file, 10, end - 10);
        var shape = header[(header.IndexOf("'shape': (", StringComparison.Ordinal) + 10)..].Split(')')[0];
        return (file[end..], [.. shape.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(side => int.Parse(side, System.Globalization.CultureInfo.InvariantCulture))]);
    }

    /// <summary>An int32 or int64 array.</summary>
    public static long[] Integers(string name)
    {
        var (data, shape) = Npy(name);
        var count = shape.Aggregate(1, (product, side) => product * side);
        return data.Length == count * sizeof(long)
            ? MemoryMarshal.Cast<byte, long>(data).ToArray()
            : [.. MemoryMarshal.Cast<byte, int>(data).ToArray().Select(value => (long)value)];
    }

    /// <summary>A JSON file.</summary>
    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path(name)));
        return document.RootElement.Clone();
    }

    /// <summary>The numbers of a JSON array, as float32.</summary>
    public static float[] Floats(this JsonElement array) => [.. array.EnumerateArray().Select(Float)];

    /// <summary>Largest difference of two arrays; equal when both are not numbers.</summary>
    public static double Distance(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            largest = float.IsNaN(expected[i]) && float.IsNaN(actual[i]) ? largest : Math.Max(largest, Math.Abs((double)expected[i] - actual[i]));
        }

        return largest;
    }

    private static float Float(JsonElement value) => value.ValueKind != JsonValueKind.String ? (float)value.GetDouble() : value.GetString()! switch
    {
        "Infinity" or "inf" => float.PositiveInfinity,
        "-Infinity" or "-inf" => float.NegativeInfinity,
        _ => float.NaN,
    };
}
