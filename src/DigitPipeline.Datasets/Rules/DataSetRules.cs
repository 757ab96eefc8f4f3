using DigitPipeline.Datasets.Rules.Annotations;
using DigitPipeline.Datasets.Rules.Boxes;
using DigitPipeline.Datasets.Rules.Labels;
using DigitPipeline.Datasets.Rules.Pictures;
using DigitPipeline.Datasets.Rules.Sets;

namespace DigitPipeline.Datasets.Rules;

/// <summary>The rules that a data set is judged by.</summary>
public static class DataSetRules
{
    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<DataSetRule> All { get; } =
    [
        .. ((DataSetRule[])
        [
            new UnreadableFile(), new LinkedFolder(), new RepeatedStem(), new NamesDifferInCase(),
            new BrokenAnnotation(), new LoneAnnotation(), new OtherFileName(), new UnsafeFileName(), new OtherSize(), new UnknownSize(),
            new DamagedPicture(), new MisnamedPicture(), new PictureWithoutAnnotation(), new TurnedPicture(), new WebpPicture(),
            new PictureWithoutObjects(),
            new UnknownClass(), new ClassWithoutExample(), new BrokenLabelMap(),
            new EmptyBox(), new BoxOutside(), new BoxBeyondEdge(), new TinyBox(), new RepeatedBox(),
            new NoTrainingPictures(), new RepeatedPicture(), new SharedPicture(), new TestPicturesStandIn(), new NoTestPictures(),
        ]).OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
