using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules;

/// <summary>One rule for data sets.</summary>
/// <param name="id">Its name in settings and reports: a topic and a number.</param>
/// <param name="severity">How much its findings matter.</param>
/// <param name="title">What it finds, in a few words.</param>
/// <param name="fix">What to do about it.</param>
public abstract class DataSetRule(string id, Severity severity, string title, string fix)
{
    /// <summary>Its name in settings and reports, such as <c>BOX001</c>.</summary>
    public string Id { get; } = id;

    /// <summary>How much its findings matter.</summary>
    public Severity Severity { get; } = severity;

    /// <summary>What it finds, in a few words.</summary>
    public string Title { get; } = title;

    /// <summary>What to do about it.</summary>
    public string Fix { get; } = fix;

    /// <summary>The findings, in any order that is the same every time.</summary>
    internal abstract IEnumerable<Finding> Check(InspectedDataSet set);

    /// <summary>A finding of this rule.</summary>
    private protected Finding Found(string file, string message, int? line = null) => new(Id, Severity, file, line, message, Fix);
}
