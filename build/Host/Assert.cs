using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>Conditions that a target cannot go on without.</summary>
public static class Assert
{
    /// <summary>Fails the target with <paramref name="message"/>.</summary>
    [DoesNotReturn]
    public static void Fail(string message, Exception? exception = null) => throw new InvalidOperationException(message, exception);

    public static void True(
        [DoesNotReturnIf(false)] bool condition,
        string? message = null,
        [CallerArgumentExpression("condition")] string? argumentExpression = null)
    {
        if (!condition)
            Fail(message ?? $"Expected to hold: {argumentExpression}");
    }

    public static void FileExists(
        string? path,
        string? message = null,
        [CallerArgumentExpression("path")] string? argumentExpression = null)
    {
        if (!File.Exists(path))
            Fail(message ?? $"Expected a file at {path} ({argumentExpression})");
    }

    public static void DirectoryExists(
        string? path,
        string? message = null,
        [CallerArgumentExpression("path")] string? argumentExpression = null)
    {
        if (!Directory.Exists(path))
            Fail(message ?? $"Expected a folder at {path} ({argumentExpression})");
    }

    /// <summary>The object itself, when it is not null.</summary>
    public static T NotNull<T>(
        [NotNull] this T? obj,
        string? message = null,
        [CallerArgumentExpression("obj")] string? argumentExpression = null)
        where T : class
    {
        if (obj is null)
            Fail(message ?? $"Expected not to be null: {argumentExpression}");
        return obj;
    }
}
