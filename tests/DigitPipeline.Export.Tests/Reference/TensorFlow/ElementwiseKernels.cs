using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using static System.Math;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>Operations element by element, with NumPy's broadcasting.</summary>
internal static class ElementwiseKernels
{
    public static Tensor[]? TryRun(NodeDef node, Tensor[] inputs)
    {
        var result = node.Op switch
        {
            "Exp" => Map(inputs[0], MathF.Exp),
            "Sqrt" => Map(inputs[0], MathF.Sqrt),
            "Round" => Map(inputs[0], MathF.Round),
            "Abs" => Map(inputs[0], MathF.Abs),
            "Sigmoid" => Map(inputs[0], v => 1 / (1 + MathF.Exp(-v))),
            "Relu" => Map(inputs[0], v => Max(v, 0)),
            "Relu6" => Map(inputs[0], v => Clamp(v, 0, 6)),
            "Cast" => Cast(inputs[0], node.Attr["DstT"].Type),
            "AddV2" or "BiasAdd" => Arithmetic(inputs, (a, b) => a + b, (a, b) => a + b),
            "Sub" => Arithmetic(inputs, (a, b) => a - b, (a, b) => a - b),
            "Mul" => Arithmetic(inputs, (a, b) => a * b, (a, b) => a * b),
            "RealDiv" => Arithmetic(inputs, (a, b) => a / b, (a, b) => a / b),
            "Minimum" => Arithmetic(inputs, Min, Min),
            "Maximum" => Arithmetic(inputs, Max, Max),
            "Less" => Compare(inputs, (a, b) => a < b),
            "Greater" => Compare(inputs, (a, b) => a > b),
            "GreaterEqual" => Compare(inputs, (a, b) => a >= b),
            "Equal" => Compare(inputs, (a, b) => a == b),
            "LogicalAnd" => Broadcast<bool, bool>(inputs[0], inputs[1], (a, b) => a && b),
            "Select" or "SelectV2" => Select(node, inputs),
            _ => null,
        };
        return result is null ? null : [result];
    }

    private static Tensor Map(Tensor a, Func<float, float> f) => Tensor.Of(a.Shape, Array.ConvertAll(a.Floats, v => f(v)));

    private static Tensor Cast(Tensor a, DataType to)
    {
        var values = a.Data.Cast<object>().Select(v => Convert.ToDouble(v, null));
        return to switch
        {
            DataType.DtFloat when a.Data is byte[] bytes => Tensor.Of(a.Shape, Array.ConvertAll(bytes, b => (float)b)),
            DataType.DtFloat => Tensor.Of(a.Shape, values.Select(v => (float)v).ToArray()),
            DataType.DtInt32 => Tensor.Of(a.Shape, values.Select(v => (int)v).ToArray()),
            DataType.DtInt64 => Tensor.Of(a.Shape, values.Select(v => (long)v).ToArray()),
            DataType.DtBool => Tensor.Of(a.Shape, values.Select(v => v != 0).ToArray()),
            _ => throw new NotSupportedException($"a cast to {to}"),
        };
    }

    private static Tensor Arithmetic(Tensor[] inputs, Func<float, float, float> floats, Func<int, int, int> ints) =>
        inputs[0].Data is float[]? Broadcast(inputs[0], inputs[1], floats) : Broadcast(inputs[0], inputs[1], ints);

    private static Tensor Compare(Tensor[] inputs, Func<double, double, bool> f) => inputs[0].Data switch
    {
        float[] => Broadcast<float, bool>(inputs[0], inputs[1], (a, b) => f(a, b)),
        int[] => Broadcast<int, bool>(inputs[0], inputs[1], (a, b) => f(a, b)),
        _ => Broadcast<long, bool>(inputs[0], inputs[1], (a, b) => f(a, b)),
    };

    // The older Select takes a vector that chooses rows; the newer one broadcasts.
    private static Tensor Select(NodeDef node, Tensor[] inputs)
    {
        var condition = inputs[0];
        if (node.Op == "Select" && condition.Rank == 1 && inputs[1].Rank > 1)
        {
            condition = condition.Reshaped([condition.Count, .. Enumerable.Repeat(1, inputs[1].Rank - 1)]);
        }

        return inputs[1].Data switch
        {
            float[] => Choose<float>(condition, inputs),
            int[] => Choose<int>(condition, inputs),
            _ => Choose<Google.Protobuf.ByteString>(condition, inputs),
        };
    }

    private static Tensor Choose<T>(Tensor condition, Tensor[] inputs)
    {
        var shape = Together(Together(condition.Shape, inputs[1].Shape), inputs[2].Shape);
        var (c, t, e) = (Indices(condition.Shape, shape), Indices(inputs[1].Shape, shape), Indices(inputs[2].Shape, shape));
        return Tensor.Of(shape, c.Select((place, i) => condition.Bools[place] ? ((T[])inputs[1].Data)[t[i]] : ((T[])inputs[2].Data)[e[i]]).ToArray());
    }

    private static Tensor Broadcast<T, TResult>(Tensor left, Tensor right, Func<T, T, TResult> f)
    {
        var shape = Together(left.Shape, right.Shape);
        var (a, b) = ((T[])left.Data, (T[])right.Data);
        var (ia, ib) = (Indices(left.Shape, shape), Indices(right.Shape, shape));
        var values = new TResult[ia.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = f(a[ia[i]], b[ib[i]]);
        }

        return Tensor.Of(shape, values);
    }

    private static int[] Together(int[] a, int[] b)
    {
        var rank = Max(a.Length, b.Length);
        return [.. Enumerable.Range(0, rank).Select(i =>
        {
            var (x, y) = (i - rank + a.Length is var p and >= 0 ? a[p] : 1, i - rank + b.Length is var q and >= 0 ? b[q] : 1);
            return x == y || y == 1 ? x : x == 1 ? y : throw new InvalidOperationException($"[{string.Join(",", a)}] and [{string.Join(",", b)}]");
        })];
    }

    private static int[] Indices(int[] from, int[] to)
    {
        var count = to.Aggregate(1, (a, b) => a * b);
        var indices = new int[count];
        var (stride, inner) = (1, 1);
        for (var axis = to.Length - 1; axis >= 0; axis--)
        {
            var own = axis - to.Length + from.Length;
            if (own >= 0 && from[own] > 1)
            {
                for (var i = 0; i < count; i++)
                {
                    indices[i] += i / inner % to[axis] * stride;
                }

                stride *= from[own];
            }

            inner *= to[axis];
        }

        return indices;
    }
}
