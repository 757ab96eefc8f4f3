namespace DigitPipeline.Detection.Training.FineTuning;

/// <summary>The Object Detection API's <c>fine_tune_checkpoint_type</c>: what a training takes over from a checkpoint.</summary>
public enum FineTuneKind
{
    /// <summary>The backbone, from a checkpoint that has it under <c>feature_extractor</c>, as classifiers are saved.</summary>
    Classification,

    /// <summary>Backbone, pyramid and coarse levels of a detector; the box predictor starts anew.</summary>
    Detection,

    /// <summary>Everything; the number of classes must be the same.</summary>
    Full,
}
