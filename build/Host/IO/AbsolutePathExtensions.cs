using System.Text;

namespace Nuke.Common.IO;

/// <summary>What a build does with files and folders.</summary>
public static class AbsolutePathExtensions
{
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>Creates the folder and those above it, unless it is there.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Leaves an empty folder there.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>Deletes the file, if it is there.</summary>
    public static void DeleteFile(this AbsolutePath path) => File.Delete(path);

    /// <summary>Deletes the folder with all that is in it, if it is there.</summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    public static string ReadAllText(this AbsolutePath path, Encoding? encoding = null) =>
        File.ReadAllText(path, encoding ?? Encoding.UTF8);

    /// <summary>
    /// Writes the text, creating the folder, with a line break at its end unless <paramref name="eofLineBreak"/> is false.
    /// </summary>
    public static void WriteAllText(this AbsolutePath path, string content, Encoding? encoding = null, bool? eofLineBreak = null)
    {
        path.Parent.CreateDirectory();
        var text = eofLineBreak ?? true ? content.TrimEnd('\r', '\n') + "\n" : content;
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
