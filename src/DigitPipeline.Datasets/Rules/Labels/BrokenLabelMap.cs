using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Labels;

/// <summary>A label map with a gap, an id or name twice, id 0, or one that cannot be read.</summary>
internal sealed class BrokenLabelMap() : DataSetRule(
    "LABEL003", Severity.Error, "label map that cannot be used", "correct the line: ids from 1 without gaps, each id and name once")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        set.LabelProblems.Select(problem => Found(set.LabelMapFile, problem.Problem, problem.Line));
}
