using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>Rows of floats.</summary>
internal static class Row
{
    /// <summary>Adds a multiple of a row to another.</summary>
    public static void Add(Span<float> sum, ReadOnlySpan<float> row, float factor)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var rows = MemoryMarshal.Cast<float, Vector<float>>(row);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += rows[i] * factor;
        }

        for (var i = sums.Length * Vector<float>.Count; i < sum.Length; i++)
        {
            sum[i] += row[i] * factor;
        }
    }
}
