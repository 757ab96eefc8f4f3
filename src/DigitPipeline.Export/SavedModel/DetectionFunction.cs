using System.Globalization;
using System.Text.RegularExpressions;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>
/// The function that a SavedModel's user calls: pictures in, the eight outputs of the Object Detection API's exporter out. Its arguments
/// are the input and, after it, the variables.
/// </summary>
internal sealed partial class DetectionFunction
{
    public const string FunctionName = "__inference_call_func_1";
    public const string InputName = "input_tensor";
    private readonly List<FunctionDef> functions = [];

    public DetectionFunction(InferenceGraph graph, InferenceOptions options, IReadOnlyList<SavedModelVariable> variables, InputType input)
    {
        var function = new FunctionGraph(FunctionName);
        var argument = function.NamedArgument(InputName, input.ElementType(), input.Shape());
        var resources = variables.Select((v, i) => (v.Name, Value: function.Argument(ArgumentName(v.Name, i), DataType.DtResource)))
            .ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        var batch = input == InputType.ImageTensor ? 1 : -1;
        var (pictures, window) = new PictureSource(function, options, functions).Write(argument, input);
        var network = new SavedModelNetwork(function, resources, pictures, options.InputHeight, options.InputWidth);
        network.Write(graph);
        var postprocessing = new SavedModelPostprocessing(function, options);
        var (boxes, scores) = postprocessing.Write([.. graph.Levels.Select(l => (network.Of(l.BoxEncodings), network.Of(l.ClassLogits)))], batch);
        var outputs = PictureDetections.Outputs(options.MaxDetections, postprocessing.Columns);
        var values = batch == 1 ? OfOne(function, options, boxes, scores, window)
            : OfEach(function, options, postprocessing, boxes, scores, window, outputs);
        Outputs =
        [
            .. outputs.Select(o => (o.Name, (int[])[batch, .. o.Shape])),
            ("raw_detection_boxes", [batch, batch < 0 ? -1 : postprocessing.Anchors, 4]),
            ("raw_detection_scores", [batch, batch < 0 ? -1 : postprocessing.Anchors, postprocessing.Columns]),
        ];
        GraphValue[] all = [.. values, boxes, scores];
        for (var i = 0; i < all.Length; i++)
        {
            function.Return(OutputName(i), function.Node(i == 0 ? "Identity" : FormattableString.Invariant($"Identity_{i}"), "Identity", [all[i]]));
        }

        functions.Add(function.Build());
    }

    /// <summary>Name and shape of each output, in the order in which the function returns them, which is that of their names.</summary>
    public IReadOnlyList<(string Name, int[] Shape)> Outputs { get; }

    /// <summary>The function, and before it those that it calls.</summary>
    public IReadOnlyList<FunctionDef> Functions => functions;

    /// <summary>Name of output number i of a function.</summary>
    public static string OutputName(int i) => i == 0 ? "identity" : FormattableString.Invariant($"identity_{i}");

    /// <summary>A name as TensorFlow wants those of arguments: small letters, digits and underscores.</summary>
    public static string ArgumentName(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"resource_{number}_{NotInNames().Replace(name.ToLowerInvariant(), "_")}");

    private static GraphValue[] OfOne(FunctionGraph function, InferenceOptions options, GraphValue boxes, GraphValue scores, GraphValue? window)
    {
        var picture = new[] { boxes, scores }.Select((value, i) => function.Node(
            FormattableString.Invariant($"picture/{i}"), "Squeeze", [value], Ints("squeeze_dims", 0))).ToArray();
        var found = new PictureDetections(function, options).Write(picture[0], picture[1], window);
        var axis = function.Int("batch_axis", 0);
        return [.. found.Select((value, i) => function.Node(FormattableString.Invariant($"batch/{i}"), "ExpandDims", [value, axis]))];
    }

    private GraphValue[] OfEach(
        FunctionGraph function, InferenceOptions options, SavedModelPostprocessing postprocessing, GraphValue boxes, GraphValue scores,
        GraphValue? window, IReadOnlyList<(string Name, int[] Shape)> outputs)
    {
        var loop = new PictureLoop("detections_of_each");
        var (anchors, columns) = (postprocessing.Anchors, postprocessing.Columns);
        List<PictureLoop.Captured> read = [new(boxes, [-1, anchors, 4]), new(scores, [-1, anchors, columns])];
        if (window is { } filled)
        {
            read.Add(new(filled, filled.IsOfEach ? [-1, 4] : [4]));
        }

        var values = loop.Write(
            function,
            read,
            [.. outputs.Select(o => new PictureLoop.Result(o.Name, DataType.DtFloat, o.Shape))],
            (body, index, captured) =>
            {
                var axis = body.Int("picture/axis", 0);
                GraphValue Of(int i) => body.Node(FormattableString.Invariant($"picture/{i}"), "GatherV2", [captured[i], index, axis]);
                GraphValue? own = captured.Length < 3 ? null : window!.Value.IsOfEach ? Of(2) : captured[2];
                return new PictureDetections(body, options).Write(Of(0), Of(1), own);
            });
        functions.AddRange([loop.Condition!.Build(), loop.Body!.Build()]);
        return values;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
