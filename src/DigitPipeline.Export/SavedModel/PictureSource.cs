using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>Writes the way from a SavedModel's input to the network's input <c>[batch, rows, columns, 3]</c>.</summary>
/// <param name="function">The function that gets the nodes.</param>
/// <param name="options">Size and normalisation.</param>
/// <param name="functions">Gets the functions that the nodes call.</param>
internal sealed class PictureSource(FunctionGraph function, InferenceOptions options, List<FunctionDef> functions)
{
    private const string EncodedFeature = "image/encoded";

    /// <summary>
    /// Adds the nodes. The window is the part of the input that a picture fills, floats <c>[4]</c>, or <c>[batch, 4]</c> where pictures
    /// differ in size; null where it is the whole.
    /// </summary>
    public (GraphValue Pictures, GraphValue? Window) Write(GraphValue input, InputType type) => type switch
    {
        InputType.EncodedImageStringTensor => Decoded(input),
        InputType.TfExample => Decoded(Encoded(input)),
        _ => new SavedModelPreprocessing(function, options).Write(input),
    };

    // Pictures differ in size, so that each is decoded and resized by itself.
    private (GraphValue Pictures, GraphValue? Window) Decoded(GraphValue files)
    {
        var loop = new PictureLoop("pictures");
        PictureLoop.Result pixels = new("pixels", DataType.DtFloat, [options.InputHeight, options.InputWidth, 3]);
        var results = loop.Write(
            function,
            [new(files, [-1])],
            options.Aspect is null ? [pixels] : [pixels, new("window", DataType.DtFloat, [4])],
            (body, index, captured) =>
            {
                var file = body.Node("file", "GatherV2", [captured[0], index, body.Int("file/axis", 0)]);
                var picture = body.Node(
                    "decoded", "DecodeImage", [file], Int("channels", 3), Type("dtype", DataType.DtUint8), Bool("expand_animations", false));
                var one = body.Node("batch_of_one", "ExpandDims", [picture, body.Int("batch_of_one/axis", 0)]);
                var (batch, window) = new SavedModelPreprocessing(body, options).Write(one);
                var result = body.Node("pixels", "Squeeze", [batch], Ints("squeeze_dims", 0));
                return window is { } filled ? [result, filled] : [result];
            });
        functions.AddRange([loop.Condition!.Build(), loop.Body!.Build()]);
        return (results[0], results.Length > 1 ? results[1] : null);
    }

    private GraphValue Encoded(GraphValue examples)
    {
        GraphValue Keys(string name, params string[] keys) =>
            function.Constant("examples/" + name, Tensors.Strings(keys.Select(ByteString.CopyFromUtf8), keys.Length));
        var without = function.Constant("examples/default", Tensors.Strings([ByteString.Empty]));
        return function.Node(
            "examples",
            "ParseExampleV2",
            [examples, Keys("names"), Keys("sparse_keys"), Keys("dense_keys", EncodedFeature), Keys("ragged_keys"), without],
            Int("num_sparse", 0), Types("sparse_types"), Types("ragged_value_types"), Types("ragged_split_types"), Shapes("dense_shapes", ShapeOf()));
    }
}
