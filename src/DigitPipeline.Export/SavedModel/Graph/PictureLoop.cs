using DigitPipeline.Formats.Tensors;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel.Graph;

/// <summary>
/// Writes a loop over the pictures of a batch: a function makes some tensors of each picture, and those of all pictures are stacked. The
/// loop's variables are counter, count, the values that the function reads, and a list for each result.
/// </summary>
internal sealed class PictureLoop(string name)
{
    /// <summary>A value that the loop's function may read.</summary>
    public readonly record struct Captured(GraphValue Value, int[] Shape);

    /// <summary>A result: its type and the sizes that it has for one picture.</summary>
    public readonly record struct Result(string Name, DataType Type, int[] Shape);

    /// <summary>The loop's condition, once written.</summary>
    public FunctionGraph? Condition { get; private set; }

    /// <summary>The loop's body, once written.</summary>
    public FunctionGraph? Body { get; private set; }

    /// <summary>Adds the loop.</summary>
    /// <param name="function">The function that gets it.</param>
    /// <param name="captured">What the body reads; the first has the pictures along its first axis.</param>
    /// <param name="results">What the body makes.</param>
    /// <param name="write">Writes the body: graph, picture's index and captured values in, results out.</param>
    /// <returns>The results of all pictures, <c>[batch, ...]</c>.</returns>
    public GraphValue[] Write(
        FunctionGraph function, IReadOnlyList<Captured> captured, IReadOnlyList<Result> results,
        Func<FunctionGraph, GraphValue, GraphValue[], GraphValue[]> write)
    {
        var shape = function.Node(name + "/shape", "Shape", [captured[0].Value]);
        var count = function.Node(name + "/count", "GatherV2", [shape, function.Int(name + "/index", 0), function.Int(name + "/axis", 0)]);
        var anyShape = function.Int(name + "/any_shape", -1);
        var lists = results.Select(result => function.Node(
            $"{name}/{result.Name}/list", "TensorListReserve", [anyShape, count], Type("element_dtype", result.Type))).ToArray();
        (Condition, Body) = (WriteCondition(captured, results), WriteBody(captured, results, write));
        var outputs = function.Nodes(
            name, "StatelessWhile", [function.Int(name + "/start", 0), count, .. captured.Select(c => c.Value), .. lists],
            Function("cond", Condition.Name), Function("body", Body.Name), Bool("_lower_using_switch_merge", true));
        return [.. results.Select((result, i) => function.Node(
            $"{name}/{result.Name}/stacked",
            "TensorListStack",
            [outputs[2 + captured.Count + i], function.Ints($"{name}/{result.Name}/shape", result.Shape, result.Shape.Length)],
            Type("element_dtype", result.Type)) with { IsOfEach = true })];
    }

    private FunctionGraph WriteCondition(IReadOnlyList<Captured> captured, IReadOnlyList<Result> results)
    {
        var condition = new FunctionGraph(name + "_condition");
        var (index, count, _, _) = Arguments(condition, captured, results);
        condition.Return("identity", condition.Node("more", "Less", [index, count]));
        return condition;
    }

    private FunctionGraph WriteBody(
        IReadOnlyList<Captured> captured, IReadOnlyList<Result> results, Func<FunctionGraph, GraphValue, GraphValue[], GraphValue[]> write)
    {
        var body = new FunctionGraph(name + "_body");
        var (index, count, values, lists) = Arguments(body, captured, results);
        var made = write(body, index, values);
        var next = body.Node("next", "AddV2", [index, body.Int("next/one", 1)]);
        GraphValue[] passed =
        [
            next, count, .. values,
            .. lists.Select((list, i) => body.Node($"set/{results[i].Name}", "TensorListSetItem", [list, index, made[i]])),
        ];
        for (var i = 0; i < passed.Length; i++)
        {
            body.Return(i == 0 ? "identity" : FormattableString.Invariant($"identity_{i}"), passed[i]);
        }

        return body;
    }

    private static (GraphValue Index, GraphValue Count, GraphValue[] Captured, GraphValue[] Lists) Arguments(
        FunctionGraph graph, IReadOnlyList<Captured> captured, IReadOnlyList<Result> results) => (
        graph.Argument("index", DataType.DtInt32),
        graph.Argument("count", DataType.DtInt32),
        [.. captured.Select((value, i) => graph.Argument(FormattableString.Invariant($"captured_{i}"), value.Value.Type, value.Shape))],
        [.. results.Select(result => graph.Argument(result.Name + "_list", DataType.DtVariant))]);
}
