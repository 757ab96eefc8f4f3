using DigitPipeline.Formats.LabelMap;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Layout;

/// <summary>
/// A data set folder as LabelImg leaves it: <c>train/</c> with pictures and an annotation beside each, <c>test/</c> likewise or
/// absent, and one label map, <c>label_map.pbtxt</c> or the only <c>*.pbtxt</c>. What is inside of the files is not looked at.
/// </summary>
public sealed class DataSet
{
    private const string LabelMapName = "label_map.pbtxt";

    private DataSet(string folder, string labelMapPath) => (Folder, LabelMapPath) = (folder, labelMapPath);

    /// <summary>The folder, as the caller gave it.</summary>
    public string Folder { get; }

    /// <summary>Name of the folder without the folders around it.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)));

    /// <summary>Where the label map is.</summary>
    public string LabelMapPath { get; }

    /// <summary>The pictures for training.</summary>
    public required DataSetPart Train { get; init; }

    /// <summary>The pictures for evaluation; none where the data set has no <c>test/</c>.</summary>
    public required DataSetPart Test { get; init; }

    /// <summary>All pictures, those for training first.</summary>
    public IEnumerable<DataSetPicture> Pictures => Train.Pictures.Concat(Test.Pictures);

    /// <summary>Lists a data set.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder or its <c>train/</c> is missing.</exception>
    /// <exception cref="FileNotFoundException">There is no label map.</exception>
    /// <exception cref="FormatException">There are several label maps and none is called <c>label_map.pbtxt</c>.</exception>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be listed.</exception>
    public static DataSet Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: there is no such folder; expected a data set: train/ and {LabelMapName}");
        }

        if (!Directory.Exists(Path.Combine(folder, "train")))
        {
            throw new DirectoryNotFoundException(
                $"{folder}: there is no folder train/ in it; put the pictures and their XML files from LabelImg there");
        }

        return new DataSet(folder, FindLabelMap(folder))
        {
            Train = DataSetPart.List(folder, "train"),
            Test = DataSetPart.List(folder, "test"),
        };
    }

    /// <summary>Reads and checks the label map.</summary>
    /// <exception cref="FormatException">Its first problem, with its line.</exception>
    public LabelMap ReadLabelMap() => LabelMap.Read(LabelMapPath);

    private static string FindLabelMap(string folder)
    {
        var named = Path.Combine(folder, LabelMapName);
        if (File.Exists(named))
        {
            return named;
        }

        var found = Directory.GetFiles(folder, "*.pbtxt").Order(StringComparer.Ordinal).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new FileNotFoundException(
                $"{folder}: there is no label map; expected {LabelMapName} with one item {{ id: 1 name: '...' }} for each class", named),
            _ => throw FormatException.InFile(
                folder,
                $"it holds {string.Join(", ", found.Select(Path.GetFileName))}; call the label map of this data set {LabelMapName}"),
        };
    }
}
