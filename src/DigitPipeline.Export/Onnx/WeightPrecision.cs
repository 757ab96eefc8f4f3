namespace DigitPipeline.Export.Onnx;

/// <summary>How a model stores its kernels; it computes with float32 all the same, and its other weights are float32.</summary>
public enum WeightPrecision
{
    /// <summary>As they were trained.</summary>
    Float32,

    /// <summary>Half precision: half the size.</summary>
    Float16,

    /// <summary>Signed bytes with a scale for each output channel, symmetric: a quarter of the size.</summary>
    Int8,
}
