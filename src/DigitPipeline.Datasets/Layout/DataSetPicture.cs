namespace DigitPipeline.Datasets.Layout;

/// <summary>A picture of a data set and the annotation that belongs to it.</summary>
/// <param name="Part"><c>train</c> or <c>test</c>: the folder it lies in.</param>
/// <param name="Name">File name relative to the part's folder, with <c>/</c> between subfolders.</param>
/// <param name="Path">Where the picture is.</param>
/// <param name="AnnotationPath">Where the annotation of the same stem is; null where there is none, and the picture is left out.</param>
public sealed record DataSetPicture(string Part, string Name, string Path, string? AnnotationPath)
{
    /// <summary>The picture's name relative to the data set, as reports give it: <c>train/1.png</c>.</summary>
    public string File => $"{Part}/{Name}";

    /// <summary>The annotation's name relative to the data set, or null.</summary>
    public string? AnnotationFile => AnnotationPath is null
        ? null
        : File[..(File.LastIndexOf('/') + 1)] + System.IO.Path.GetFileName(AnnotationPath);
}
