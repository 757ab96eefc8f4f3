using System.Text;
using System.Text.Unicode;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>The characters of a text file, and where in the file each of them stands.</summary>
/// <param name="file">Name for error messages, as the caller knows it.</param>
/// <param name="text">The whole text. A byte order mark, if there is one, is part of it: protobuf text does not allow one.</param>
public sealed class TextSource(string file, string text)
{
    private int[]? _lineStarts;

    /// <summary>Name of the file in error messages.</summary>
    public string File { get; } = file;

    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>Reads a UTF-8 file.</summary>
    /// <exception cref="FormatException">The file is not UTF-8.</exception>
    public static TextSource Load(string path) => FromBytes(path, System.IO.File.ReadAllBytes(path));

    /// <summary>Decodes UTF-8 without dropping or replacing anything.</summary>
    /// <exception cref="FormatException">The bytes are not UTF-8; the message names the byte and its line and column.</exception>
    public static TextSource FromBytes(string file, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return new TextSource(file, Encoding.UTF8.GetString(bytes));
        }

        var before = new char[bytes.Length];
        Utf8.ToUtf16(bytes, before, out var read, out var written, replaceInvalidSequences: false);
        throw new TextSource(file, new string(before, 0, written)).Error(
            written,
            FormattableString.Invariant($"byte 0x{bytes[read]:X2} at offset {read} is not UTF-8; expected UTF-8 text: save the file in that encoding"));
    }

    /// <summary>
    /// Line and column, both counted from 1, of a character. Only a line feed ends a line; a tab is one column, and so is a character
    /// outside the basic plane.
    /// </summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        var line = LineOf(offset);
        var column = 1;
        foreach (var _ in Text.AsSpan()[LineStarts()[line - 1]..offset].EnumerateRunes())
        {
            column++;
        }

        return (line, column);
    }

    /// <summary>The line, counted from 1, of a character.</summary>
    public int LineOf(int offset)
    {
        var index = Array.BinarySearch(LineStarts(), offset);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>An error at a character of this file.</summary>
    public FormatException Error(int offset, string problem)
    {
        var (line, column) = PositionOf(offset);
        return FormatException.InText(File, line, column, problem);
    }

    private int[] LineStarts() =>
        _lineStarts ??= [0, .. Enumerable.Range(0, Text.Length).Where(i => Text[i] == '\n').Select(i => i + 1)];
}
