using DigitPipeline.Export.SavedModel.Protos;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>Operations that choose among scores.</summary>
internal static class SelectionKernels
{
    /// <summary>Greedy suppression on hard overlaps; ties go to the lower index.</summary>
    public static Tensor[] Suppress(NodeDef node, Tensor[] inputs)
    {
        var (boxes, scores, most, iou, threshold) = (inputs[0].Floats, inputs[1].Floats, inputs[2].Ints[0], inputs[3].Floats[0], inputs[4].Floats[0]);
        if (node.Attr.TryGetValue("pad_to_max_output_size", out var pad) && pad.B)
        {
            throw new NotSupportedException("padding");
        }

        if (inputs[5].Floats[0] is var sigma and > 0)
        {
            return Soften(boxes, [.. scores], most, threshold, sigma);
        }

        var kept = new List<int>();
        foreach (var i in Enumerable.Range(0, scores.Length).Where(i => scores[i] > threshold).OrderByDescending(i => scores[i]))
        {
            if (kept.Count == most)
            {
                break;
            }

            if (kept.TrueForAll(k => Overlap(boxes.AsSpan(4 * k, 4), boxes.AsSpan(4 * i, 4)) <= iou))
            {
                kept.Add(i);
            }
        }

        return [Tensor.Of([kept.Count], kept.ToArray()), Tensor.Of([kept.Count], kept.Select(k => scores[k]).ToArray()), Tensor.Of(kept.Count)];
    }

    /// <summary>Rows of the last axis, each as parts of 1.</summary>
    public static Tensor Softmax(Tensor input)
    {
        var (columns, result) = (input.Shape[^1], input.Floats.ToArray());
        for (var row = 0; row < result.Length; row += columns)
        {
            var exponents = result[row..(row + columns)].Select(v => Math.Exp(v - (double)result[row..(row + columns)].Max())).ToArray();
            for (var i = 0; i < columns; i++)
            {
                result[row + i] = (float)(exponents[i] / exponents.Sum());
            }
        }

        return Tensor.Of(input.Shape, result);
    }

    // Each turn keeps the best and multiplies the others by exp(-IoU^2 / (2 sigma)).
    private static Tensor[] Soften(float[] boxes, float[] left, int most, float threshold, float sigma)
    {
        var (kept, scores) = (new List<int>(), new List<float>());
        while (kept.Count < most && Array.IndexOf(left, left.Max()) is var best && left[best] > threshold)
        {
            kept.Add(best);
            scores.Add(left[best]);
            left[best] = float.MinValue;
            for (var i = 0; i < left.Length; i++)
            {
                var overlap = left[i] > threshold ? Overlap(boxes.AsSpan(4 * best, 4), boxes.AsSpan(4 * i, 4)) : 0;
                left[i] *= MathF.Exp(-.5f / sigma * overlap * overlap);
            }
        }

        return [Tensor.Of([kept.Count], kept.ToArray()), Tensor.Of([kept.Count], scores.ToArray()), Tensor.Of(kept.Count)];
    }

    /// <summary>The greatest of a vector; ties in the order of their index.</summary>
    public static Tensor[] TopK(Tensor input, int count)
    {
        if (input.Rank != 1 || input.Count < count)
        {
            throw new InvalidOperationException($"the {count} greatest of [{string.Join(",", input.Shape)}]");
        }

        int[] places = [.. Enumerable.Range(0, input.Count).OrderByDescending(i => input.Floats[i]).Take(count)];
        return [Tensor.Of([count], places.Select(p => input.Floats[p]).ToArray()), Tensor.Of([count], places)];
    }

    /// <summary>Places of a vector's elements that are true.</summary>
    public static Tensor Where(Tensor input)
    {
        long[] places = [.. Enumerable.Range(0, input.Count).Where(i => input.Bools[i]).Select(i => (long)i)];
        return Tensor.Of([places.Length, 1], places);
    }

    private static float Overlap(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (areaA, areaB) = (Area(a), Area(b));
        if (areaA <= 0 || areaB <= 0)
        {
            return 0;
        }

        var height = Math.Max(Math.Min(High(a, 0), High(b, 0)) - Math.Max(Low(a, 0), Low(b, 0)), 0);
        var width = Math.Max(Math.Min(High(a, 1), High(b, 1)) - Math.Max(Low(a, 1), Low(b, 1)), 0);
        return height * width / (areaA + areaB - height * width);
    }

    private static float Area(ReadOnlySpan<float> box) => (High(box, 0) - Low(box, 0)) * (High(box, 1) - Low(box, 1));

    private static float Low(ReadOnlySpan<float> box, int axis) => Math.Min(box[axis], box[axis + 2]);

    private static float High(ReadOnlySpan<float> box, int axis) => Math.Max(box[axis], box[axis + 2]);
}
