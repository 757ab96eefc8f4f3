using DigitPipeline.Export.SavedModel.Protos;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>Operations that move elements or make them of shapes, and reductions.</summary>
internal static class ShapeKernels
{
    public static Tensor[] Run(NodeDef node, Tensor[] inputs) => node.Op switch
    {
        "Shape" => [Tensor.Of([inputs[0].Rank], inputs[0].Shape)],
        "Size" => [Tensor.Of(inputs[0].Count)],
        "Reshape" => [Reshape(inputs[0], inputs[1].Ints)],
        "ExpandDims" => [inputs[0].Reshaped([.. Insert(inputs[0].Shape, Axis(inputs[1].Ints[0], inputs[0].Rank + 1))])],
        "Squeeze" => [Squeeze(node, inputs[0])],
        "Fill" => [Fill(inputs[0].Ints, inputs[1])],
        "Range" => [Range(inputs)],
        "Pack" => [Pack(inputs, Axis((int)Int(node, "axis"), inputs[0].Rank + 1))],
        "Unpack" => Unpack(inputs[0], Axis((int)Int(node, "axis"), inputs[0].Rank)),
        "ConcatV2" => [Concat(inputs[..^1], Axis(inputs[^1].Ints[0], inputs[0].Rank))],
        "Split" => Split(inputs[1], Axis(inputs[0].Ints[0], inputs[1].Rank), (int)Int(node, "num_split")),
        "Tile" => [Tile(inputs[0], inputs[1].Ints)],
        "Transpose" => [Transpose(inputs[0], inputs[1].Ints)],
        "Pad" => [Pad(inputs[0], inputs[1].Ints, 0)],
        "PadV2" => [Pad(inputs[0], inputs[1].Ints, inputs[2].Floats[0])],
        "GatherV2" => [Gather(inputs[0], inputs[1], Axis(inputs[2].Ints[0], inputs[0].Rank))],
        "Slice" => [Slice(inputs[0], inputs[1].Ints, inputs[2].Ints)],
        "StridedSlice" => [StridedSlice(node, inputs)],
        "Sum" => [Reduce(node, inputs, 0f, (a, b) => a + b)],
        "Max" => [Reduce(node, inputs, float.NegativeInfinity, Math.Max)],
        "ArgMax" => [ArgMax(inputs[0], Axis(inputs[1].Ints[0], inputs[0].Rank))],
        _ => throw new NotSupportedException($"the operation {node.Op}"),
    };

    private static long Int(NodeDef node, string name) => node.Attr.TryGetValue(name, out var value) ? value.I : 0;

    private static int Axis(int axis, int rank) => axis < 0 ? axis + rank : axis;

    private static int Product(IEnumerable<int> sizes) => sizes.Aggregate(1, (a, b) => a * b);

    private static IEnumerable<int> Insert(int[] shape, int axis) => [.. shape[..axis], 1, .. shape[axis..]];

    private static Tensor Reshape(Tensor a, int[] shape)
    {
        var known = Product(shape.Where(s => s >= 0));
        int[] complete = [.. shape.Select(s => s < 0 ? a.Count / known : s)];
        return Product(complete) == a.Count ? a.Reshaped(complete) : throw new InvalidOperationException($"{a.Count} as [{string.Join(",", shape)}]");
    }

    private static Tensor Squeeze(NodeDef node, Tensor a)
    {
        var axes = node.Attr.TryGetValue("squeeze_dims", out var dims) ? dims.List.I.Select(i => Axis((int)i, a.Rank)).ToHashSet() : [];
        return a.Reshaped([.. a.Shape.Where((s, i) => axes.Count > 0 ? !axes.Contains(i) : s != 1)]);
    }

    private static Tensor Fill(int[] shape, Tensor value) =>
        Move(value, shape, _ => 0);

    private static Tensor Range(Tensor[] i) => i[0].Data is float[]? Range((int)Math.Ceiling((i[1].Floats[0] - i[0].Floats[0]) / i[2].Floats[0]), n => i[0].Floats[0] + n * i[2].Floats[0])
        : Range((i[1].Ints[0] - i[0].Ints[0] + i[2].Ints[0] - 1) / i[2].Ints[0], n => i[0].Ints[0] + n * i[2].Ints[0]);

    private static Tensor Range<T>(int count, Func<int, T> f) => Tensor.Of([count], Enumerable.Range(0, count).Select(f).ToArray());

    private static Tensor Pack(Tensor[] parts, int axis) => Concat([.. parts.Select(p => p.Reshaped([.. Insert(p.Shape, axis)]))], axis);

    private static Tensor[] Unpack(Tensor a, int axis) =>
        [.. Split(a, axis, a.Shape[axis]).Select(p => p.Reshaped([.. p.Shape[..axis], .. p.Shape[(axis + 1)..]]))];

    private static Tensor Concat(Tensor[] parts, int axis)
    {
        int[] shape = [.. parts[0].Shape];
        shape[axis] = parts.Sum(p => p.Shape[axis]);
        var result = Array.CreateInstance(parts[0].Data.GetType().GetElementType()!, Product(shape));
        var (outer, offset) = (Product(shape[..axis]), 0);
        var row = Product(shape[axis..]);
        foreach (var part in parts)
        {
            var size = Product(part.Shape[axis..]);
            for (var o = 0; o < outer; o++)
            {
                Array.Copy(part.Data, o * size, result, o * row + offset, size);
            }

            offset += size;
        }

        return new Tensor(shape, result);
    }

    private static Tensor[] Split(Tensor a, int axis, int count)
    {
        var size = a.Shape[axis] / count;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int[] begin = [.. a.Shape.Select((_, d) => d == axis ? i * size : 0)];
            return Slice(a, begin, [.. a.Shape.Select((s, d) => d == axis ? size : s)]);
        })];
    }

    private static Tensor Tile(Tensor a, int[] multiples) => Move(
        a, [.. a.Shape.Zip(multiples, (s, m) => s * m)], place => Flat(a.Shape, [.. place.Select((p, i) => p % a.Shape[i])]));

    private static Tensor Transpose(Tensor a, int[] perm) => Move(
        a, [.. perm.Select(p => a.Shape[p])], place => Flat(a.Shape, [.. Enumerable.Range(0, perm.Length).Select(i => place[Array.IndexOf(perm, i)])]));

    private static Tensor Slice(Tensor a, int[] begin, int[] size) => Move(
        a, [.. size.Select((s, i) => s < 0 ? a.Shape[i] - begin[i] : s)], place => Flat(a.Shape, [.. place.Zip(begin, (p, b) => p + b)]));

    private static Tensor Pad(Tensor a, int[] paddings, float filler)
    {
        int[] shape = [.. a.Shape.Select((s, i) => s + paddings[2 * i] + paddings[2 * i + 1])];
        var result = new float[Product(shape)];
        Array.Fill(result, filler);
        ForEach(a.Shape, (place, i) => result[Flat(shape, [.. place.Select((p, d) => p + paddings[2 * d])])] = a.Floats[i]);
        return Tensor.Of(shape, result);
    }

    private static Tensor Gather(Tensor a, Tensor indices, int axis)
    {
        int[] shape = [.. a.Shape[..axis], .. indices.Shape, .. a.Shape[(axis + 1)..]];
        var (outer, inner) = (Product(a.Shape[..axis]), Product(a.Shape[(axis + 1)..]));
        var result = Array.CreateInstance(a.Data.GetType().GetElementType()!, Product(shape));
        int[] places = indices.Data is int[] ints ? ints : [.. ((long[])indices.Data).Select(i => (int)i)];
        for (var o = 0; o < outer; o++)
        {
            for (var i = 0; i < places.Length; i++)
            {
                Array.Copy(a.Data, (o * a.Shape[axis] + places[i]) * inner, result, (o * places.Length + i) * inner, inner);
            }
        }

        return new Tensor(shape, result);
    }

    private static Tensor StridedSlice(NodeDef node, Tensor[] inputs)
    {
        var (a, begin, end, strides) = (inputs[0], inputs[1].Ints, inputs[2].Ints, inputs[3].Ints);
        bool Has(string mask, int bit) => (Int(node, mask) >> bit & 1) == 1;
        var (taken, shape) = (new List<(int Start, int Step)>(), new List<int>());
        for (var (spec, axis) = (0, 0); spec < begin.Length; spec++)
        {
            if (Has("new_axis_mask", spec))
            {
                shape.Add(1);
                continue;
            }

            var size = a.Shape[axis++];
            var start = Has("begin_mask", spec) ? 0 : begin[spec] < 0 ? begin[spec] + size : begin[spec];
            var stop = Has("end_mask", spec) ? size : Math.Min(end[spec] < 0 ? end[spec] + size : end[spec], size);
            taken.Add((start, strides[spec]));
            if (!Has("shrink_axis_mask", spec))
            {
                shape.Add(Math.Max(0, (stop - start + strides[spec] - 1) / strides[spec]));
            }
        }

        // Axes that shrink or are new have one place; the others keep their order.
        int[] kept = [.. shape, .. a.Shape[taken.Count..]];
        var own = new List<int>();
        for (var (spec, axis, result) = (0, 0, 0); spec < begin.Length; spec++)
        {
            if (Has("new_axis_mask", spec))
            {
                result++;
            }
            else
            {
                own.Add(Has("shrink_axis_mask", spec) ? -1 : result++);
                axis++;
            }
        }

        return Move(a, kept, place => Flat(a.Shape, [.. a.Shape.Select((_, i) => i < taken.Count
            ? taken[i].Start + (own[i] < 0 ? 0 : place[own[i]] * taken[i].Step)
            : place[shape.Count + i - taken.Count])]));
    }

    private static Tensor Reduce(NodeDef node, Tensor[] inputs, float start, Func<float, float, float> f)
    {
        var a = inputs[0].Data is float[]? inputs[0] : Tensor.Of(inputs[0].Shape, Array.ConvertAll(inputs[0].Ints, v => (float)v));
        var axes = inputs[1].Ints.Select(i => Axis(i, a.Rank)).ToHashSet();
        int[] shape = [.. a.Shape.Select((s, i) => axes.Contains(i) ? 1 : s)];
        var result = new float[Product(shape)];
        Array.Fill(result, start);
        ForEach(a.Shape, (place, i) =>
        {
            var to = Flat(shape, [.. place.Select((p, d) => axes.Contains(d) ? 0 : p)]);
            result[to] = f(result[to], a.Floats[i]);
        });
        var keeps = node.Attr.TryGetValue("keep_dims", out var keep) && keep.B;
        int[] final = keeps ? shape : [.. shape.Where((_, i) => !axes.Contains(i))];
        return inputs[0].Data is float[]? Tensor.Of(final, result) : Tensor.Of(final, Array.ConvertAll(result, v => (int)v));
    }

    private static Tensor ArgMax(Tensor a, int axis)
    {
        var (length, rows) = (a.Shape[axis], a.Count / a.Shape[axis]);
        if (axis != a.Rank - 1)
        {
            throw new NotSupportedException("ArgMax on another axis than the last");
        }

        return Tensor.Of(a.Shape[..axis], Enumerable.Range(0, rows).Select(r =>
        {
            var row = a.Floats.AsSpan(r * length, length).ToArray();
            return Array.IndexOf(row, row.Max());
        }).ToArray());
    }

    private static Tensor Move(Tensor a, int[] shape, Func<int[], int> from)
    {
        var result = Array.CreateInstance(a.Data.GetType().GetElementType()!, Product(shape));
        ForEach(shape, (place, i) => Array.Copy(a.Data, from(place), result, i, 1));
        return new Tensor(shape, result);
    }

    private static void ForEach(int[] shape, Action<int[], int> action)
    {
        var place = new int[shape.Length];
        var count = Product(shape);
        for (var i = 0; i < count; i++)
        {
            action(place, i);
            for (var d = shape.Length - 1; d >= 0 && ++place[d] == shape[d]; d--)
            {
                place[d] = 0;
            }
        }
    }

    private static int Flat(int[] shape, int[] place)
    {
        var flat = 0;
        for (var d = 0; d < shape.Length; d++)
        {
            flat = flat * shape[d] + place[d];
        }

        return flat;
    }
}
