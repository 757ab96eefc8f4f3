using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Annotations;

/// <summary>A file name that leads elsewhere. Nothing is read from there, but other programs might.</summary>
internal sealed class UnsafeFileName() : DataSetRule(
    "XML004", Severity.Error, "<filename> with folders", "write the name of the picture alone; nothing is read from the place it names")
{
    /// <summary>True for a name with folders, a drive or <c>..</c> in it.</summary>
    public static bool IsUnsafe(string name) =>
        name.AsSpan().ContainsAny('/', '\\') || name is "." or ".." || name is [var drive, ':', ..] && char.IsAsciiLetter(drive);

    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from annotated in set.Annotated
        let named = annotated.Annotation.FileName
        where IsUnsafe(named)
        select Found(annotated.Picture.AnnotationFile, $"<filename> is '{named}', expected a name without folders");
}
