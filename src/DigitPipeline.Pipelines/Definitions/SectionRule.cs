namespace DigitPipeline.Pipelines.Definitions;

/// <summary>What must hold between settings of a section.</summary>
/// <param name="Setting">The setting to blame.</param>
/// <param name="Problem">What was found and what was expected; null where all is well.</param>
internal sealed record SectionRule(string Setting, Func<IReadOnlyDictionary<string, object>, string?> Problem);
