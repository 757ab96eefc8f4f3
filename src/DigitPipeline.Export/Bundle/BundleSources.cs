namespace DigitPipeline.Export.Bundle;

/// <summary>Files that go into a bundle as they are.</summary>
public sealed record BundleSources
{
    /// <summary>The label map.</summary>
    public required string LabelMap { get; init; }

    /// <summary>The pipeline.config that the model was trained with.</summary>
    public required string PipelineConfig { get; init; }

    /// <summary>The evaluation's metrics.json; null where the model was not evaluated.</summary>
    public string? Metrics { get; init; }
}
