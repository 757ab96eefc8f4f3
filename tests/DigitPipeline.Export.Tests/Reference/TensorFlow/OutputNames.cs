using DigitPipeline.Export.SavedModel.Operators;
using DigitPipeline.Export.SavedModel.Protos;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>Places of named outputs among all outputs of a node.</summary>
internal static class OutputNames
{
    // Operations with several named outputs that only the golden SavedModel uses.
    private static readonly Dictionary<string, string[]> Others = new(StringComparer.Ordinal)
    {
        ["FusedBatchNormV3"] = ["y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2", "reserve_space_3"],
    };

    public static int IndexOf(NodeDef node, string output)
    {
        if (Others.TryGetValue(node.Op, out var names))
        {
            return Array.IndexOf(names, output);
        }

        if (!OperatorTable.All.TryGetValue(node.Op, out var definition))
        {
            return 0;
        }

        var index = definition.OutputArg.Select(o => o.Name).ToList().IndexOf(output);
        return index >= 0
            ? definition.OutputArg.Take(index).Sum(o => Count(node, o))
            : throw new InvalidOperationException($"{node.Name} ({node.Op}) has no output '{output}'");
    }

    private static int Count(NodeDef node, OpDef.Types.ArgDef output) =>
        output.NumberAttr.Length > 0 ? (int)node.Attr[output.NumberAttr].I
        : output.TypeListAttr.Length > 0 ? node.Attr[output.TypeListAttr].List.Type.Count
        : 1;
}
