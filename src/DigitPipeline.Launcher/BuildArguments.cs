using DigitPipeline.Incremental.Manifests;

namespace DigitPipeline.Launcher;

/// <summary>The command line of the build.</summary>
/// <param name="Given">What the person gave.</param>
/// <param name="All">What the build gets: with the root folder, where none was given.</param>
/// <param name="RunRoot">Full path of the root folder that the build will work in; null when only the build can tell.</param>
internal sealed record BuildArguments(IReadOnlyList<string> Given, IReadOnlyList<string> All, string? RunRoot)
{
    private const string Root = "ROOT";

    /// <summary>Reads a command line as NUKE does: a name starts with a dash, and its values run to the next one.</summary>
    public static BuildArguments Of(IReadOnlyList<string> arguments, string root)
    {
        var at = arguments.Index().Where(argument => IsName(argument.Item) && RunIdentity.Plain(argument.Item) == Root).Select(argument => argument.Index).ToList();
        if (at.Count == 0) return new BuildArguments(arguments, [.. arguments, "--root", root], root);
        var values = arguments.Skip(at[0] + 1).TakeWhile(argument => !IsName(argument)).ToList();
        return new BuildArguments(arguments, arguments, at.Count == 1 && values.Count == 1 ? Path.GetFullPath(values[0]) : null);
    }

    private static bool IsName(string argument) => argument.StartsWith('-');
}
