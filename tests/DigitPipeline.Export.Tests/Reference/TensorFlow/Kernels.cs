using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.SavedModel.Protos;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>What the operations compute.</summary>
internal static class Kernels
{
    public static Tensor[] Run(GraphInterpreter interpreter, NodeDef node, Tensor[] inputs) => node.Op switch
    {
        "Const" => [Tensor.Of(node.Attr["value"].Tensor)],
        "NoOp" => [],
        "Identity" or "StopGradient" => [inputs[0]],
        "VarHandleOp" => [Tensor.Of(node.Attr["shared_name"].S.ToStringUtf8())],
        "ReadVariableOp" => [interpreter.Read(((string[])inputs[0].Data)[0])],
        "AssignVariableOp" => Assign(interpreter, inputs),
        "StatefulPartitionedCall" or "PartitionedCall" => interpreter.Call(node.Attr["f"].Func.Name, inputs),
        "StatelessWhile" => While(interpreter, node, inputs),
        "Assert" => inputs[0].Bools[0] ? [] : throw new InvalidOperationException("an assertion does not hold"),
        "RestoreV2" => CheckpointKernels.Restore(inputs),
        "TensorListReserve" => [Tensor.Of(new Tensor?[inputs[1].Ints[0]])],
        "TensorListFromTensor" => [Tensor.Of(Rows(inputs[0]))],
        "TensorListGetItem" => [inputs[0].List[inputs[1].Ints[0]]!],
        "TensorListSetItem" => [Tensor.Of<Tensor?[]>([.. inputs[0].List.Select((t, i) => i == inputs[1].Ints[0] ? inputs[2] : t)])],
        "TensorListStack" => [Stack(node, inputs)],
        "ParseExampleV2" => [PictureKernels.Examples(inputs)],
        "DecodeImage" => [PictureKernels.Decode(node, inputs[0])],
        "ResizeBilinear" => [PictureKernels.ResizeBilinear(node, inputs[0], inputs[1].Ints)],
        "ResizeNearestNeighbor" => [PictureKernels.ResizeNearest(node, inputs[0], inputs[1].Ints)],
        "ResizeBicubic" => [PictureKernels.ResizeLegacy(node, ResizeKind.LegacyBicubic, inputs[0], inputs[1].Ints)],
        "ResizeArea" => [PictureKernels.ResizeLegacy(node, ResizeKind.LegacyArea, inputs[0], inputs[1].Ints)],
        "Softmax" => [SelectionKernels.Softmax(inputs[0])],
        "Conv2D" => [ConvolutionKernels.Convolve(node, inputs[0], inputs[1])],
        "MaxPool" => [ConvolutionKernels.MaxPool(node, inputs[0])],
        "FusedBatchNormV3" => [ConvolutionKernels.BatchNorm(node, inputs)],
        "BatchMatMulV2" => [ConvolutionKernels.MatMul(inputs[0], inputs[1])],
        "NonMaxSuppressionV5" => SelectionKernels.Suppress(node, inputs),
        "TopKV2" => SelectionKernels.TopK(inputs[0], inputs[1].Ints[0]),
        "Where" => [SelectionKernels.Where(inputs[0])],
        _ => ElementwiseKernels.TryRun(node, inputs) ?? ShapeKernels.Run(node, inputs),
    };

    private static Tensor[] Assign(GraphInterpreter interpreter, Tensor[] inputs)
    {
        interpreter.Variables[((string[])inputs[0].Data)[0]] = inputs[1];
        return [];
    }

    private static Tensor[] While(GraphInterpreter interpreter, NodeDef node, Tensor[] values)
    {
        while (interpreter.Call(node.Attr["cond"].Func.Name, values)[0].Bools[0])
        {
            values = interpreter.Call(node.Attr["body"].Func.Name, values);
        }

        return values;
    }

    private static Tensor?[] Rows(Tensor tensor)
    {
        var size = tensor.Count / tensor.Shape[0];
        return [.. Enumerable.Range(0, tensor.Shape[0]).Select(i => new Tensor(tensor.Shape[1..], tensor.Part(i * size, size)))];
    }

    private static Tensor Stack(NodeDef node, Tensor[] inputs)
    {
        var items = inputs[0].List;
        var shape = inputs[1].Ints;
        if (items.Any(item => item is null || !item.Shape.Zip(shape, (a, b) => b < 0 || a == b).All(same => same) || item.Rank != shape.Length))
        {
            throw new InvalidOperationException($"the list of {node.Name} has an item that is not [{string.Join(", ", shape)}]");
        }

        var size = shape.Aggregate(1, (a, b) => a * b);
        var all = Array.CreateInstance(items.Length > 0 ? items[0]!.Data.GetType().GetElementType()! : typeof(float), items.Length * size);
        for (var i = 0; i < items.Length; i++)
        {
            Array.Copy(items[i]!.Data, 0, all, i * size, size);
        }

        return new Tensor([items.Length, .. shape], all);
    }
}
