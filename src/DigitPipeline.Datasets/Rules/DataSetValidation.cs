using DigitPipeline.Datasets.Layout;
using DigitPipeline.Datasets.Rules.Inspection;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Datasets.Rules;

/// <summary>Judges a data set by all rules. Every picture is decoded, so that what passes can be trained on.</summary>
public static class DataSetValidation
{
    /// <summary>Judges a data set.</summary>
    /// <param name="folder">The data set (<see cref="DataSet.Open"/>).</param>
    /// <param name="options">What to ignore, and limits.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <returns>The findings by file, line and rule: the same for the same data set.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder or its <c>train/</c> is missing.</exception>
    /// <exception cref="FileNotFoundException">There is no label map.</exception>
    /// <exception cref="DigitPipeline.Formats.FormatException">There are several label maps.</exception>
    /// <exception cref="ArgumentException">A rule to ignore does not exist, or a limit makes no sense.</exception>
    public static ValidationReport Run(string folder, ValidationOptions options, CancellationToken cancellation = default) =>
        Run(folder, options, null, cancellation);

    /// <summary>The same, with the number of finished pictures told to <paramref name="progress"/>, from any thread.</summary>
    /// <inheritdoc cref="Run(string, ValidationOptions, CancellationToken)"/>
    public static ValidationReport Run(
        string folder, ValidationOptions options, IProgress<int>? progress, CancellationToken cancellation = default)
    {
        CheckOptions(options);
        var set = InspectedDataSet.Of(DataSet.Open(folder), options, progress, cancellation);
        var all = DataSetRules.All.SelectMany(rule => rule.Check(set))
            .OrderBy(finding => finding.File, Utf8Order.Instance)
            .ThenBy(finding => finding.Line ?? 0)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal)
            .ToLookup(finding => options.Ignore.Contains(finding.Id));
        return new ValidationReport(set.Set.Name, Summary(set, all[true].Count()), [.. all[false]]);
    }

    private static void CheckOptions(ValidationOptions options)
    {
        var ids = DataSetRules.All.Select(rule => rule.Id).ToList();
        if (options.Ignore.FirstOrDefault(id => !ids.Contains(id)) is { } unknown)
        {
            throw new ArgumentException($"There is no rule \"{unknown}\" to ignore{Suggestion.For(unknown, ids)}", nameof(options));
        }

        if (options.MinBoxSide is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The smallest side of a box is {options.MinBoxSide}, expected pixels from 0."), nameof(options));
        }
    }

    private static ValidationSummary Summary(InspectedDataSet set, int ignored)
    {
        var (train, test) = (Count(set.Train), Count(set.Test));
        return new ValidationSummary(
            set.Train.Count,
            set.Test.Count,
            set.TestStandsIn,
            set.Pictures.Count(picture => !picture.Source.IsAnnotated),
            [.. (set.Labels?.Items ?? []).Select(label => new ClassSummary(
                label.Id, label.Name, train.GetValueOrDefault(label.Name), test.GetValueOrDefault(label.Name)))],
            train.Values.Sum() + test.Values.Sum(),
            ignored);
    }

    private static Dictionary<string, int> Count(IEnumerable<InspectedPicture> pictures) => pictures
        .SelectMany(picture => picture.Annotation?.Objects ?? [])
        .CountBy(item => item.Name, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);
}
