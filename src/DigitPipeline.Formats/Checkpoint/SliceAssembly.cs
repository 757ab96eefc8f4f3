namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Puts a tensor together that is stored in parts.</summary>
internal static class SliceAssembly
{
    /// <summary>Start and length of a part in each dimension; null where it does not fit the shape.</summary>
    public static (long Start, long Length)[]? Bounds(TensorSliceProto slice, long[] shape)
    {
        if (slice.Extent.Count != shape.Length)
        {
            return null;
        }

        var bounds = new (long Start, long Length)[shape.Length];
        for (var i = 0; i < shape.Length; i++)
        {
            var extent = slice.Extent[i];
            bounds[i] = extent.HasLength ? (extent.Start, extent.Length) : (0, shape[i]);
            if (bounds[i].Start < 0 || bounds[i].Length < 0 || bounds[i].Start > shape[i] - bounds[i].Length)
            {
                return null;
            }
        }

        return bounds;
    }

    /// <summary>True where two parts have an element in common.</summary>
    public static bool Overlap((long Start, long Length)[] a, (long Start, long Length)[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (Math.Max(a[i].Start, b[i].Start) >= Math.Min(a[i].Start + a[i].Length, b[i].Start + b[i].Length))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Copies the elements of a part, row by row, to their places in the whole tensor.</summary>
    public static void Copy(ReadOnlySpan<byte> part, (long Start, long Length)[] bounds, Span<byte> whole, long[] shape, int elementSize)
    {
        if (part.IsEmpty)
        {
            return;
        }

        var last = shape.Length - 1;
        var row = last < 0 ? elementSize : (int)(bounds[last].Length * elementSize);
        var index = new long[shape.Length];
        for (var read = 0; read < part.Length; read += row)
        {
            long position = 0;
            for (var i = 0; i <= last; i++)
            {
                position = position * shape[i] + bounds[i].Start + index[i];
            }

            part.Slice(read, row).CopyTo(whole[(int)(position * elementSize)..]);
            for (var i = last - 1; i >= 0 && ++index[i] == bounds[i].Length; i--)
            {
                index[i] = 0;
            }
        }
    }
}
