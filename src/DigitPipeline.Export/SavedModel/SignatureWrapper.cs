using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>The function behind the signature: calls the detection function and hands its outputs on.</summary>
internal static class SignatureWrapper
{
    public const string FunctionName = "__inference_signature_wrapper_2";
    private const string CallNode = "StatefulPartitionedCall";

    public static FunctionDef Write(DetectionFunction detection, int variables, InputType input)
    {
        var function = new FunctionGraph(FunctionName);
        GraphValue[] arguments =
        [
            function.NamedArgument(DetectionFunction.InputName, input.ElementType(), input.Shape()),
            .. Enumerable.Range(0, variables).Select(i => function.Argument(
                i == 0 ? "unknown" : FormattableString.Invariant($"unknown_{i - 1}"), DataType.DtResource)),
        ];
        var results = function.Nodes(
            CallNode, CallNode, arguments,
            Types("Tout", detection.Outputs.Select(_ => DataType.DtFloat)), Function("f", DetectionFunction.FunctionName), ReadOnlyInputs(variables));
        for (var i = 0; i < results.Length; i++)
        {
            function.Return(DetectionFunction.OutputName(i), function.Node(FormattableString.Invariant($"Identity_{i}"), "Identity", [results[i]]));
        }

        function.Keep(CallNode);
        return function.Build();
    }

    /// <summary>That a call only reads the variables, which are its inputs from 1 on.</summary>
    public static (string, AttrValue) ReadOnlyInputs(int variables) => Ints("_read_only_resource_inputs", Enumerable.Range(1, variables).Select(i => (long)i));
}
