using DigitPipeline.Detection.Model;

namespace DigitPipeline.Export.Inference;

/// <summary>
/// The network as it is exported: constants in place of variables, batch normalisation folded into convolutions or reduced to a scale and a
/// shift. Tensors are <c>[1, channels, height, width]</c>.
/// </summary>
/// <param name="Operations">Every operation once, inputs before their users.</param>
/// <param name="Levels">Outputs from the finest to the coarsest level.</param>
public sealed record InferenceGraph(IReadOnlyList<Operation> Operations, IReadOnlyList<InferenceLevel> Levels);

/// <summary>Outputs of one pyramid level: <c>[1, anchors * 4, rows, columns]</c> and <c>[1, anchors * classes, rows, columns]</c>.</summary>
public sealed record InferenceLevel(Operation BoxEncodings, Operation ClassLogits);

/// <summary>An array of the graph.</summary>
/// <param name="Name">Unique name; two operations that share weights share the constant.</param>
/// <param name="Shape">Row-major shape.</param>
/// <param name="Values">The elements.</param>
public sealed record Constant(string Name, IReadOnlyList<int> Shape, float[] Values);

/// <summary>One operation.</summary>
/// <param name="Name">Name of the node that it comes from, unique.</param>
public abstract record Operation(string Name);

/// <summary>The pre-processed picture.</summary>
public sealed record PictureOperation(string Name) : Operation(Name);

/// <summary>A convolution with kernel <c>[out, in, height, width]</c>.</summary>
public sealed record ConvolutionOperation(string Name, Operation Input, Constant Kernel, Constant? Bias, int Stride, Padding Padding)
    : Operation(Name);

/// <summary>Per channel <c>x * scale + shift</c>: a batch normalisation that could not be folded, because others share its kernel.</summary>
public sealed record ScaleShiftOperation(string Name, Operation Input, Constant Scale, Constant Shift) : Operation(Name);

/// <summary>An activation.</summary>
public sealed record ActivationOperation(string Name, Operation Input, Activation Kind) : Operation(Name);

/// <summary>The sum of two tensors.</summary>
public sealed record AddOperation(string Name, Operation Left, Operation Right) : Operation(Name);

/// <summary>A maximum over windows; padding counts as minus infinity or zero.</summary>
public sealed record MaxPoolOperation(string Name, Operation Input, int Size, int Stride, Padding Padding, bool PadWithZero) : Operation(Name);

/// <summary>Values limited to a range.</summary>
public sealed record ClipOperation(string Name, Operation Input, float Min, float Max) : Operation(Name);

/// <summary>Nearest-neighbour enlargement by 2.</summary>
public sealed record UpsampleOperation(string Name, Operation Input) : Operation(Name);
