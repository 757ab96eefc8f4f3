using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Sets;

/// <summary>A folder that is a link: it could lead in circles, so it is not entered.</summary>
internal sealed class LinkedFolder() : DataSetRule(
    "FILE002", Severity.Warning, "linked folder", "put the folder itself here, or link its files one by one")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        set.Set.Train.LinkedFolders.Concat(set.Set.Test.LinkedFolders)
            .Select(link => Found(link, "linked folders are not entered: its pictures are left out"));
}
