using DigitPipeline.Datasets.Images;
using DigitPipeline.Formats.Example;

namespace DigitPipeline.Datasets.Layout;

/// <summary>
/// One folder of a data set with its subfolders. A picture and its annotation lie in the same folder and have the same stem; the
/// <c>&lt;filename&gt;</c> inside of an annotation pairs nothing. Names that start with a dot are no part of the data set.
/// </summary>
public sealed class DataSetPart
{
    private DataSetPart(string name, string path) => (Name, Path) = (name, path);

    /// <summary><c>train</c> or <c>test</c>.</summary>
    public string Name { get; }

    /// <summary>Where the folder is.</summary>
    public string Path { get; }

    /// <summary>The pictures, in the order of their names' code points.</summary>
    public IReadOnlyList<DataSetPicture> Pictures { get; private init; } = [];

    /// <summary>The pictures that have an annotation: those that are trained on or evaluated with.</summary>
    public IEnumerable<DataSetPicture> Annotated => Pictures.Where(picture => picture.AnnotationPath is not null);

    /// <summary>Names of annotations without a picture, relative to the data set.</summary>
    public IReadOnlyList<string> LoneAnnotations { get; private init; } = [];

    /// <summary>Names of linked folders, which are not entered, relative to the data set. (Linked files are read.)</summary>
    public IReadOnlyList<string> LinkedFolders { get; private init; } = [];

    /// <summary>Lists the folder; a missing one has no pictures.</summary>
    /// <exception cref="IOException">The folder or one in it cannot be listed.</exception>
    internal static DataSetPart List(string dataSet, string name)
    {
        var root = System.IO.Path.Combine(dataSet, name);
        if (!Directory.Exists(root))
        {
            return new DataSetPart(name, root);
        }

        List<string> files = [], links = [];
        Walk(new DirectoryInfo(root), "", files, links);
        files.Sort(Utf8Order.Instance);
        links.Sort(Utf8Order.Instance);
        string Full(string file) => System.IO.Path.Combine(root, file.Replace('/', System.IO.Path.DirectorySeparatorChar));
        var annotations = files.Where(IsAnnotation).GroupBy(Stem, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var pictures = files.Where(file => PictureFormats.OfName(file) is not null)
            .Select(file => new DataSetPicture(name, file, Full(file), annotations.TryGetValue(Stem(file), out var xml) ? Full(xml) : null))
            .ToList();
        var used = pictures.Select(picture => picture.AnnotationPath).ToHashSet(StringComparer.Ordinal);
        return new DataSetPart(name, root)
        {
            Pictures = pictures,
            LoneAnnotations = [.. files.Where(file => IsAnnotation(file) && !used.Contains(Full(file))).Select(file => $"{name}/{file}")],
            LinkedFolders = [.. links.Select(link => $"{name}/{link}")],
        };
    }

    private static string Stem(string file) => System.IO.Path.ChangeExtension(file, null);

    private static bool IsAnnotation(string file) => file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    private static void Walk(DirectoryInfo folder, string prefix, List<string> files, List<string> links)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')))
        {
            switch (entry)
            {
                case DirectoryInfo when entry.Attributes.HasFlag(FileAttributes.ReparsePoint):
                    links.Add(prefix + entry.Name);
                    break;
                case DirectoryInfo subfolder:
                    Walk(subfolder, $"{prefix}{entry.Name}/", files, links);
                    break;
                default:
                    files.Add(prefix + entry.Name);
                    break;
            }
        }
    }
}
