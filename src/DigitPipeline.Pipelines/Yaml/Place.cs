namespace DigitPipeline.Pipelines.Yaml;

/// <summary>A place in a text file, for error messages.</summary>
/// <param name="File">The file, as the caller named it.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in UTF-16 units.</param>
internal readonly record struct Place(string File, long Line, long Column)
{
    public PipelineSettingsException Problem(string problem, Exception? inner = null) =>
        new(FormattableString.Invariant($"{File}:{Line}:{Column}: {problem}"), PipelineSettingsException.Configuration, inner);
}
