using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>Operations on checkpoint files.</summary>
internal static class CheckpointKernels
{
    public static Tensor[] Restore(Tensor[] inputs)
    {
        var bundle = TensorBundleReader.Open(inputs[0].Strings[0].ToStringUtf8());
        return [.. inputs[1].Strings.Select(key =>
        {
            var tensor = bundle.Read(key.ToStringUtf8());
            int[] shape = [.. tensor.Shape.Select(s => (int)s)];
            return tensor.Type == BundleType.Float32
                ? Tensor.Of(shape, tensor.Floats())
                : Tensor.Of(shape, tensor.Strings().Select(s => Google.Protobuf.ByteString.CopyFrom(s.Span)).ToArray());
        })];
    }
}
