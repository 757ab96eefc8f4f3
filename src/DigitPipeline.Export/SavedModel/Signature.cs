using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;

namespace DigitPipeline.Export.SavedModel;

/// <summary>What Python knows about the functions' arguments and results, as values that TensorFlow reads back.</summary>
internal static class Signature
{
    /// <summary>The input as only positional argument: <c>((spec,), {})</c>.</summary>
    public static StructuredValue Positional(string name, InputType input) => Tuple(Tuple(Spec(name, input)), Dictionary());

    /// <summary>The input as only named argument: <c>((), {name: spec})</c>.</summary>
    public static StructuredValue Named(string name, InputType input) => Tuple(Tuple(), Dictionary((name, Spec(name, input))));

    /// <summary>A dictionary of tensors of floats.</summary>
    public static StructuredValue Outputs(IReadOnlyList<(string Name, int[] Shape)> outputs) =>
        Dictionary([.. outputs.Select(o => (o.Name, Spec(o.Name, DataType.DtFloat, o.Shape)))]);

    /// <summary>Of the function that users call: one argument of the input's shape.</summary>
    public static FunctionSpec OfCall(string name, InputType input) =>
        new() { Fullargspec = FullArgSpec([new StructuredValue { StringValue = name }], None()), InputSignature = Tuple(Spec(name, input)) };

    /// <summary>Of the signature's wrapper: named arguments only.</summary>
    public static FunctionSpec OfWrapper() =>
        new() { Fullargspec = FullArgSpec([], new StructuredValue { StringValue = "kwargs" }), InputSignature = None() };

    private static StructuredValue FullArgSpec(IEnumerable<StructuredValue> arguments, StructuredValue named)
    {
        var tuple = new NamedTupleValue { Name = "FullArgSpec" };
        (string Key, StructuredValue Value)[] fields =
        [
            ("args", ListOf(arguments)), ("varargs", None()), ("varkw", named), ("defaults", None()), ("kwonlyargs", ListOf([])),
            ("kwonlydefaults", None()), ("annotations", Dictionary()),
        ];
        tuple.Values.AddRange(fields.Select(field => new PairValue { Key = field.Key, Value = field.Value }));
        return new StructuredValue { NamedTupleValue = tuple };
    }

    private static StructuredValue Spec(string name, InputType input) => Spec(name, input.ElementType(), input.Shape());

    private static StructuredValue Spec(string name, DataType type, int[] shape) =>
        new() { TensorSpecValue = new TensorSpecProto { Name = name, Dtype = type, Shape = Attributes.ShapeOf(shape) } };

    private static StructuredValue None() => new() { NoneValue = new NoneValue() };

    private static StructuredValue ListOf(IEnumerable<StructuredValue> values)
    {
        var list = new ListValue();
        list.Values.AddRange(values);
        return new StructuredValue { ListValue = list };
    }

    private static StructuredValue Tuple(params IEnumerable<StructuredValue> values)
    {
        var tuple = new TupleValue();
        tuple.Values.AddRange(values);
        return new StructuredValue { TupleValue = tuple };
    }

    private static StructuredValue Dictionary(params IEnumerable<(string Key, StructuredValue Value)> fields)
    {
        var dictionary = new DictValue();
        foreach (var (key, value) in fields)
        {
            dictionary.Fields.Add(key, value);
        }

        return new StructuredValue { DictValue = dictionary };
    }
}
