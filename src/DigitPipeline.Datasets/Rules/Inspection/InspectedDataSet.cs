using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Layout;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PascalVoc;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Rules.Inspection;

/// <summary>A data set with all that the rules look at.</summary>
internal sealed class InspectedDataSet
{
    private InspectedDataSet(DataSet set, ValidationOptions options, IReadOnlyList<InspectedPicture> pictures)
    {
        (Set, Options, Pictures) = (set, options, pictures);
        LabelProblems = ReadLabels(set.LabelMapPath, out var labels);
        Labels = labels;
        var bySource = pictures.ToDictionary(picture => picture.Source);
        var split = TestSplit.Of(
            set, options.TestShare, train => [.. train.Select(picture => ContentDigest.Parse(bySource[picture].FileDigest ?? ""))]);
        Train = [.. split.Train.Select(picture => bySource[picture])];
        Test = [.. split.Test.Select(picture => bySource[picture])];
        TestStandsIn = split.StandsIn;
    }

    /// <summary>The files.</summary>
    public DataSet Set { get; }

    /// <summary>What the user set.</summary>
    public ValidationOptions Options { get; }

    /// <summary>All pictures, those of <c>train/</c> first.</summary>
    public IReadOnlyList<InspectedPicture> Pictures { get; }

    /// <summary>The pictures whose annotation can be read, with it.</summary>
    public IEnumerable<(InspectedPicture Picture, VocAnnotation Annotation)> Annotated =>
        Pictures.Where(picture => picture.Annotation is not null).Select(picture => (picture, picture.Annotation!));

    /// <summary>The pictures whose header can be read, with it.</summary>
    public IEnumerable<(InspectedPicture Picture, PictureHeader Header)> Readable =>
        Pictures.Where(picture => picture.Header is not null).Select(picture => (picture, picture.Header!.Value));

    /// <summary>The annotated pictures for training, after the split where it stands in.</summary>
    public IReadOnlyList<InspectedPicture> Train { get; }

    /// <summary>The annotated pictures for evaluation.</summary>
    public IReadOnlyList<InspectedPicture> Test { get; }

    /// <summary>True where a share of <c>train/</c> stands in for test pictures.</summary>
    public bool TestStandsIn { get; }

    /// <summary>The classes; null where the label map cannot be used.</summary>
    public LabelMap? Labels { get; }

    /// <summary>What is wrong with the label map.</summary>
    public IReadOnlyList<FormatException> LabelProblems { get; }

    /// <summary>Name of the label map in reports.</summary>
    public string LabelMapFile => Path.GetFileName(Set.LabelMapPath);

    /// <summary>Reads everything, on all cores; the result does not depend on their number.</summary>
    public static InspectedDataSet Of(DataSet set, ValidationOptions options, IProgress<int>? progress, CancellationToken cancellation)
    {
        var sources = set.Pictures.ToList();
        var pictures = new InspectedPicture[sources.Count];
        var done = 0;
        Parallel.For(
            0,
            pictures.Length,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i =>
            {
                pictures[i] = InspectedPicture.Of(sources[i]);
                progress?.Report(Interlocked.Increment(ref done));
            });
        return new InspectedDataSet(set, options, pictures);
    }

    private static IReadOnlyList<FormatException> ReadLabels(string path, out LabelMap? labels)
    {
        var problems = LabelMap.Problems(path);
        labels = problems.Count == 0 ? LabelMap.Read(path) : null;
        return problems;
    }
}
