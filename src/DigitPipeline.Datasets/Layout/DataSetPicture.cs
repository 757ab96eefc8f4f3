namespace DigitPipeline.Datasets.Layout;

/// <summary>A picture of a data set and the annotation that belongs to it.</summary>
/// <param name="Part"><c>train</c> or <c>test</c>: the folder it lies in.</param>
/// <param name="Name">File name relative to the part's folder, with <c>/</c> between subfolders.</param>
/// <param name="Folder">Where the part's folder is.</param>
/// <param name="AnnotationEnding">
/// Ending of the annotation that has the same stem, <c>.xml</c>; null where there is none, and the picture is left out.
/// </param>
public sealed record DataSetPicture(string Part, string Name, string Folder, string? AnnotationEnding)
{
    /// <summary>Whether there is an annotation.</summary>
    public bool IsAnnotated => AnnotationEnding is not null;

    /// <summary>The annotation's name relative to the part's folder; null where there is none.</summary>
    public string? AnnotationName => AnnotationEnding is null ? null : string.Concat(FileStem.Of(Name), AnnotationEnding);

    /// <summary>Where the picture is.</summary>
    public string Path => Full(Name);

    /// <summary>Where the annotation is; null where there is none.</summary>
    public string? AnnotationPath => AnnotationName is { } name ? Full(name) : null;

    /// <summary>The picture's name relative to the data set, as reports give it: <c>train/1.png</c>.</summary>
    public string File => $"{Part}/{Name}";

    /// <summary>The annotation's name relative to the data set, or null.</summary>
    public string? AnnotationFile => AnnotationName is { } name ? $"{Part}/{name}" : null;

    private string Full(string name) => System.IO.Path.Combine(Folder, name.Replace('/', System.IO.Path.DirectorySeparatorChar));
}
