using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.Tests.Protos;
using Google.Protobuf;

namespace DigitPipeline.Formats.Tests.TextFormat;

/// <summary>The message types that golden cases name.</summary>
internal static class MessageTypes
{
    public static IMessage Create(string fullName) => fullName switch
    {
        "golden.Types" => new AllTypes(),
        "golden.NeedsMore" => new NeedsMore(),
        "tensorflow.CheckpointState" => new CheckpointState(),
        "object_detection.protos.TrainEvalPipelineConfig" => new TrainEvalPipelineConfig(),
        "object_detection.protos.StringIntLabelMap" => new StringIntLabelMap(),
        _ => throw new ArgumentOutOfRangeException(nameof(fullName), fullName, "add the type here"),
    };

    /// <summary>The wire format, maps sorted by key. Required fields are not checked.</summary>
    public static byte[] Serialize(IMessage message)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream) { Deterministic = true })
        {
            message.WriteTo(output);
        }

        return stream.ToArray();
    }
}
