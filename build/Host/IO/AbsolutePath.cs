using System.Diagnostics.CodeAnalysis;

namespace Nuke.Common.IO;

/// <summary>
/// A normalised absolute path of a file or folder: <c>RootDirectory / "data" / "digits"</c>. It converts to and from
/// <see cref="string"/>; a string that is not an absolute path is an <see cref="ArgumentException"/>.
/// </summary>
public class AbsolutePath : IFormattable, IEquatable<AbsolutePath>
{
    private readonly string path;

    private AbsolutePath(string path) => this.path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>The last part of the path, with its extension.</summary>
    public string Name => Path.GetFileName(path);

    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(path);

    /// <summary>The extension with its dot, or nothing.</summary>
    public string Extension => Path.GetExtension(path);

    /// <summary>The folder that holds it; null for the root of the file system.</summary>
    public AbsolutePath Parent => Path.GetDirectoryName(path)!;

    public static AbsolutePath Create(string path) => path;

    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator AbsolutePath?(string? path) => path switch
    {
        null => null,
        _ when Path.IsPathRooted(path) => new AbsolutePath(path),
        _ => throw new ArgumentException($"'{path}' is not an absolute path; write RootDirectory / \"{path}\""),
    };

    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(AbsolutePath? path) => path?.path;

    /// <summary>The path of <paramref name="right"/>, which is relative to <paramref name="left"/>; <c>..</c> goes up.</summary>
    public static AbsolutePath operator /(AbsolutePath left, string? right) => new(Path.Combine(left.path, right ?? ""));

    /// <summary>The path with <paramref name="right"/> appended to its last part.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string? right) => new(left.path + right);

    public static bool operator ==(AbsolutePath? left, AbsolutePath? right) => Equals(left, right);

    public static bool operator !=(AbsolutePath? left, AbsolutePath? right) => !Equals(left, right);

    public bool Equals(AbsolutePath? other) => other is not null && path == other.path;

    public override bool Equals(object? obj) => Equals(obj as AbsolutePath);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(path);

    public override string ToString() => path;

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => path;
}
