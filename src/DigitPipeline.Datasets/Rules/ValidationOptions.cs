namespace DigitPipeline.Datasets.Rules;

/// <summary>How a data set is judged.</summary>
public sealed record ValidationOptions
{
    /// <summary>Ids of rules that are not reported (<see cref="DataSetRules.All"/>).</summary>
    public IReadOnlyCollection<string> Ignore { get; init; } = [];

    /// <summary>Width and height in pixels below which a box is reported as tiny.</summary>
    public double MinBoxSide { get; init; } = 2;

    /// <summary>Share of the pictures for evaluation where the data set has no test pictures (<see cref="Layout.TestSplit"/>).</summary>
    public double TestShare { get; init; } = .2;
}
