namespace DigitPipeline.Datasets.Rules;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Note,

    /// <summary>Training goes on, with something that was perhaps not meant.</summary>
    Warning,

    /// <summary>Training would fail or learn something wrong: the data set is refused.</summary>
    Error,
}
