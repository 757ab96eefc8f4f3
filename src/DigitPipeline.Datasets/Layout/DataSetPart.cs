using System.IO.Enumeration;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Formats.Example;

namespace DigitPipeline.Datasets.Layout;

/// <summary>
/// One folder of a data set with its subfolders. A picture and its annotation lie in the same folder and have the same stem; the
/// <c>&lt;filename&gt;</c> inside of an annotation pairs nothing. Names that start with a dot are no part of the data set.
/// </summary>
public sealed class DataSetPart
{
    private readonly List<DataSetPicture> pictures = [];
    private readonly List<DataSetPicture> sharing = [];
    private readonly List<string> lone = [];
    private readonly List<string> links = [];

    private DataSetPart(string name, string path) => (Name, Path) = (name, path);

    /// <summary><c>train</c> or <c>test</c>.</summary>
    public string Name { get; }

    /// <summary>Where the folder is.</summary>
    public string Path { get; }

    /// <summary>The pictures, in the order of their names' code points.</summary>
    public IReadOnlyList<DataSetPicture> Pictures => pictures;

    /// <summary>The pictures that have an annotation: those that are trained on or evaluated with.</summary>
    public IEnumerable<DataSetPicture> Annotated => Pictures.Where(picture => picture.IsAnnotated);

    /// <summary>The pictures whose annotation is also that of another picture, one beside the other.</summary>
    public IReadOnlyList<DataSetPicture> SharingAnnotations => sharing;

    /// <summary>Names of annotations without a picture, relative to the data set.</summary>
    public IReadOnlyList<string> LoneAnnotations => lone;

    /// <summary>Names of linked folders, which are not entered, relative to the data set. (Linked files are read.)</summary>
    public IReadOnlyList<string> LinkedFolders => links;

    /// <summary>Lists the folder; a missing one has no pictures.</summary>
    /// <exception cref="IOException">The folder or one in it cannot be listed.</exception>
    internal static DataSetPart List(string dataSet, string name)
    {
        var part = new DataSetPart(name, System.IO.Path.Combine(dataSet, name));
        if (!Directory.Exists(part.Path))
        {
            return part;
        }

        var files = new List<string>();
        part.Walk(part.Path, "", files);
        files.Sort(FileStem.Compare);
        foreach (var group in FileStem.Groups([.. files]))
        {
            part.Add(group);
        }

        part.pictures.Sort((x, y) => Utf8Order.Compare(x.Name, y.Name));
        part.lone.Sort(Utf8Order.Instance);
        part.links.Sort(Utf8Order.Instance);
        return part;
    }

    private void Add(ArraySegment<string> sameStem)
    {
        var annotation = sameStem.FirstOrDefault(IsAnnotation);
        var ending = annotation is null ? null : string.Intern(System.IO.Path.GetExtension(annotation));
        var before = pictures.Count;
        foreach (var file in sameStem)
        {
            if (PictureFormats.OfName(file) is not null)
            {
                pictures.Add(new DataSetPicture(Name, file, Path, ending));
            }
            else if (IsAnnotation(file) && file != annotation)
            {
                lone.Add($"{Name}/{file}");
            }
        }

        if (annotation is not null && pictures.Count == before)
        {
            lone.Add($"{Name}/{annotation}");
        }

        if (annotation is not null && pictures.Count > before + 1)
        {
            sharing.AddRange(pictures[before..]);
        }
    }

    private static bool IsAnnotation(string file) => file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    // Names only: an object for each file would be most of what a large data set takes.
    private void Walk(string folder, string prefix, List<string> files)
    {
        var entries = new FileSystemEnumerable<(string Name, bool IsFolder, bool IsLink)>(
            folder,
            (ref entry) => (
                prefix + entry.FileName.ToString(),
                entry.IsDirectory,
                entry.IsDirectory && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            new EnumerationOptions { IgnoreInaccessible = false, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref entry) => entry.FileName is not ['.', ..],
        };
        foreach (var (name, isFolder, isLink) in entries)
        {
            if (isFolder && !isLink)
            {
                Walk(System.IO.Path.Combine(folder, name[prefix.Length..]), name + "/", files);
            }
            else if (isFolder)
            {
                links.Add($"{Name}/{name}");
            }
            else
            {
                files.Add(name);
            }
        }
    }
}
