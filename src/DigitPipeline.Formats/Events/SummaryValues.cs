using System.Globalization;
using System.Runtime.InteropServices;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Formats.Events;

/// <summary>Values in the form that TensorFlow 2 gives them: a tensor, with the plugin that shows it in the metadata.</summary>
public static class SummaryValues
{
    /// <summary>A number over the steps.</summary>
    public static Summary.Types.Value Scalar(string tag, float value, SummaryLabel? label = null) =>
        Value(tag, Numbers(DataType.DtFloat, [], MemoryMarshal.AsBytes([value])), "scalars", null, label);

    /// <summary>Pictures of one size, each as a PNG.</summary>
    public static Summary.Types.Value Images(
        string tag, int width, int height, IReadOnlyList<ReadOnlyMemory<byte>> pictures, SummaryLabel? label = null)
    {
        var tensor = Empty(DataType.DtString, [2 + pictures.Count]);
        tensor.StringVal.Add(ByteString.CopyFromUtf8(width.ToString(CultureInfo.InvariantCulture)));
        tensor.StringVal.Add(ByteString.CopyFromUtf8(height.ToString(CultureInfo.InvariantCulture)));
        tensor.StringVal.AddRange(pictures.Select(picture => ByteString.CopyFrom(picture.Span)));
        return Value(tag, tensor, "images", null, label);
    }

    /// <summary>Markdown.</summary>
    public static Summary.Types.Value Text(string tag, string markdown, SummaryLabel? label = null)
    {
        var tensor = Empty(DataType.DtString, []);
        tensor.StringVal.Add(ByteString.CopyFromUtf8(markdown));
        return Value(tag, tensor, "text", null, label);
    }

    /// <summary>A precision-recall curve; TensorBoard's own tags end in <c>/pr_curves</c>.</summary>
    public static Summary.Types.Value Curve(string tag, PrCurve curve, SummaryLabel? label = null)
    {
        var content = new PrCurvePluginData { NumThresholds = (uint)curve.ThresholdCount }.ToByteString();
        var tensor = Numbers(DataType.DtFloat, [PrCurve.Rows, curve.ThresholdCount], MemoryMarshal.AsBytes(curve.Values));
        return Value(tag, tensor, "pr_curves", content, label);
    }

    /// <summary>How often values fall into each bucket.</summary>
    public static Summary.Types.Value Histogram(string tag, Histogram histogram, SummaryLabel? label = null)
    {
        var tensor = Numbers(
            DataType.DtDouble, [histogram.BucketCount, Events.Histogram.Columns], MemoryMarshal.AsBytes(histogram.Values));
        return Value(tag, tensor, "histograms", null, label);
    }

    /// <summary>A message of the hyperparameters plugin, under the tag that it looks for.</summary>
    public static Summary.Types.Value HParams(HParamsPluginData data)
    {
        var tag = "_hparams_/" + data.DataCase switch
        {
            HParamsPluginData.DataOneofCase.Experiment => "experiment",
            HParamsPluginData.DataOneofCase.SessionStartInfo => "session_start_info",
            HParamsPluginData.DataOneofCase.SessionEndInfo => "session_end_info",
            _ => throw new ArgumentException("the message is empty", nameof(data)),
        };
        return Value(tag, Empty(DataType.DtFloat, [0]), "hparams", data.ToByteString(), null);
    }

    private static TensorProto Numbers(DataType type, long[] shape, ReadOnlySpan<byte> content)
    {
        var tensor = Empty(type, shape);
        tensor.TensorContent = ByteString.CopyFrom(content);
        return tensor;
    }

    private static TensorProto Empty(DataType type, long[] shape)
    {
        var tensor = new TensorProto { Dtype = type, TensorShape = new TensorShapeProto() };
        tensor.TensorShape.Dim.AddRange(shape.Select(size => new TensorShapeProto.Types.Dim { Size = size }));
        return tensor;
    }

    private static Summary.Types.Value Value(string tag, TensorProto tensor, string plugin, ByteString? content, SummaryLabel? label)
    {
        var metadata = new SummaryMetadata
        {
            PluginData = new SummaryMetadata.Types.PluginData { PluginName = plugin, Content = content ?? ByteString.Empty },
            DisplayName = label?.DisplayName ?? "",
            SummaryDescription = label?.Description ?? "",
        };
        return new Summary.Types.Value { Tag = tag, Tensor = tensor, Metadata = metadata };
    }
}
