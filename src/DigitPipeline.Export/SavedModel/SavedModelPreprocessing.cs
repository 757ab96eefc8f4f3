using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Formats.Tensors;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>Writes the way from pictures <c>[batch, height, width, 3]</c> to the network's input <c>[batch, rows, columns, 3]</c>.</summary>
internal sealed class SavedModelPreprocessing(FunctionGraph function, InferenceOptions options)
{
    private const string Scope = "preprocess/";

    /// <summary>Adds the nodes; the pictures are bytes or floats from 0 to 255, all of one size.</summary>
    /// <returns>The input, and the part of it that the pictures fill: floats <c>[4]</c>, or null where it is the whole.</returns>
    public (GraphValue Pictures, GraphValue? Window) Write(GraphValue pictures)
    {
        var floats = pictures.Type == DataType.DtFloat ? pictures : function.Node(Scope + "floats", "Cast", [pictures], Type("DstT", DataType.DtFloat));
        if (options.Resize == ResizeKind.Antialiased)
        {
            return options.Aspect is null
                ? (Normalise(new AntialiasedResizing(function, Scope).Write(floats, options.InputHeight, options.InputWidth)), null)
                : throw new ArgumentException("An antialiased resize that keeps the aspect ratio has no TensorFlow form.");
        }

        if (options.Aspect is not { } aspect)
        {
            return (Resized(Normalise(floats), function.Ints(Scope + "size", [options.InputHeight, options.InputWidth], 2)), null);
        }

        var kept = new AspectResizing(function, Scope, aspect, floats);
        return (kept.Pad(Resized(Normalise(floats), kept.Size)), kept.Window);
    }

    private GraphValue Resized(GraphValue pictures, GraphValue size)
    {
        var operation = options.Resize switch
        {
            ResizeKind.LegacyBilinear => "ResizeBilinear",
            ResizeKind.LegacyNearest => "ResizeNearestNeighbor",
            ResizeKind.LegacyBicubic => "ResizeBicubic",
            ResizeKind.LegacyArea => "ResizeArea",
            _ => throw new ArgumentException($"The resize mode {options.Resize} has no TensorFlow form."),
        };
        return function.Node(Scope + "resized", operation, [pictures, size]);
    }

    private GraphValue Normalise(GraphValue pixels)
    {
        var scaled = options.ChannelScale.All(scale => scale == 1)
            ? pixels
            : function.Node(Scope + "scaled", "Mul", [pixels, function.Floats(Scope + "scale", [.. options.ChannelScale], 3)]);
        return function.Node(Scope + "normalised", "AddV2", [scaled, function.Floats(Scope + "offset", [.. options.ChannelOffset], 3)]);
    }
}
