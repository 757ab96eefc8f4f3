using System.Runtime.InteropServices;
using System.Text;

namespace DigitPipeline.Incremental.Manifests;

/// <summary>
/// Many paths with their states, in the bytes of the file that keeps them: comparing them with the file system makes no objects.
/// The layout: number of rows, folders and bytes of names (int each), the rows, the folders (offset and length in the names), the names.
/// </summary>
public sealed class StateTable
{
    private const int HeaderSize = 3 * sizeof(int), FolderSize = 2 * sizeof(int);

    private readonly Memory<byte> _bytes;
    private readonly int _folders, _names;

    /// <summary>A table over its bytes.</summary>
    /// <exception cref="InvalidDataException">They are no table.</exception>
    internal StateTable(Memory<byte> bytes)
    {
        var header = bytes.Length < HeaderSize ? throw Damaged() : MemoryMarshal.Cast<byte, int>(bytes.Span[..HeaderSize]);
        var (rows, folders, names) = (header[0], header[1], header[2]);
        (_bytes, Count) = (bytes, rows);
        _folders = checked(HeaderSize + (rows * RowSize));
        _names = checked(_folders + (folders * FolderSize));
        if (rows < 0 || folders < 0 || names < 0 || _names + names != bytes.Length) throw Damaged();
    }

    /// <summary>How many paths it has.</summary>
    public int Count { get; }

    private static unsafe int RowSize => sizeof(StateRow);

    private Span<StateRow> Rows => MemoryMarshal.Cast<byte, StateRow>(_bytes.Span[HeaderSize.._folders]);

    /// <summary>One of its paths.</summary>
    public SeenPath this[int index]
    {
        get
        {
            ref readonly var row = ref Rows[index];
            var digest = row.Kind == SeenKind.Existence ? "" : Convert.ToHexStringLower(row.Digest);
            return new SeenPath(PathOf(index), row.Kind, row.State, row.Settled, digest);
        }
    }

    /// <summary>The full path of a row.</summary>
    public string PathOf(int index)
    {
        ref readonly var row = ref Rows[index];
        return Encoding.UTF8.GetString(Folder(row.Folder)) + Path.DirectorySeparatorChar + Encoding.UTF8.GetString(Names(row.Name, row.NameLength));
    }

    /// <summary>The rows as bytes.</summary>
    internal static byte[] ToBytes(IReadOnlyList<SeenPath> paths)
    {
        var rows = new StateRow[paths.Count];
        var folders = new Dictionary<string, int>(StringComparer.Ordinal);
        var places = new List<int>();
        var names = new MemoryStream();
        for (var i = 0; i < rows.Length; i++)
        {
            var path = paths[i];
            var folder = Path.GetDirectoryName(path.Path) ?? throw new ArgumentException($"{path.Path} has no folder", nameof(paths));
            folder = Path.TrimEndingDirectorySeparator(folder).TrimEnd('/');
            if (!folders.TryGetValue(folder, out rows[i].Folder))
            {
                folders[folder] = rows[i].Folder = folders.Count;
                var (offset, length) = Append(names, folder);
                places.AddRange(offset, length);
            }

            (rows[i].Name, rows[i].NameLength) = Append(names, Path.GetFileName(path.Path));
            rows[i].Kind = path.Kind;
            rows[i].Set(path.State, path.Settled);
            rows[i].Set(path.Digest);
        }

        int[] header = [rows.Length, folders.Count, (int)names.Length];
        return
        [
            .. MemoryMarshal.AsBytes(header.AsSpan()), .. MemoryMarshal.AsBytes(rows.AsSpan()),
            .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(places)), .. names.GetBuffer().AsSpan(0, (int)names.Length),
        ];
    }

    internal ReadOnlySpan<byte> Bytes => _bytes.Span;

    internal ref StateRow Row(int index) => ref Rows[index];

    /// <summary>Copies a path as UTF-8 with a final NUL; false when it is longer than the buffer.</summary>
    internal bool TryCopyPath(in StateRow row, Span<byte> target)
    {
        var folder = Folder(row.Folder);
        var name = Names(row.Name, row.NameLength);
        if (folder.Length + name.Length + 2 > target.Length) return false;
        folder.CopyTo(target);
        target[folder.Length] = (byte)'/';
        name.CopyTo(target[(folder.Length + 1)..]);
        target[folder.Length + 1 + name.Length] = 0;
        return true;
    }

    private static (int Offset, int Length) Append(MemoryStream names, string name)
    {
        var offset = (int)names.Length;
        names.Write(Encoding.UTF8.GetBytes(name));
        return (offset, (int)names.Length - offset);
    }

    private static InvalidDataException Damaged() => new("this is no table of states");

    private ReadOnlySpan<byte> Folder(int index)
    {
        var place = MemoryMarshal.Cast<byte, int>(_bytes.Span[_folders.._names])[(2 * index)..];
        return Names(place[0], place[1]);
    }

    private ReadOnlySpan<byte> Names(int offset, int length) => _bytes.Span.Slice(_names + offset, length);
}
