namespace DigitPipeline.Stages;

/// <summary>The store of a repository: that of its main worktree, so that what one worktree made need not be made in another.</summary>
internal static class SharedStore
{
    private const string Pointer = "gitdir: ";

    /// <summary>Full path of the store.</summary>
    /// <param name="root">The root folder of the build.</param>
    public static string Of(string root) => Path.Combine(MainWorktree(root) ?? root, "artifacts", ".store");

    // In another worktree .git is a file that names a folder below the main one's .git, and a file there leads back to it.
    private static string? MainWorktree(string root)
    {
        var link = Path.Combine(root, ".git");
        if (!File.Exists(link)) return null;
        var text = File.ReadAllText(link).Trim();
        if (!text.StartsWith(Pointer, StringComparison.Ordinal)) return null;
        var ours = Path.GetFullPath(text[Pointer.Length..], root);
        var common = Path.Combine(ours, "commondir");
        if (!File.Exists(common)) return null;
        var git = Path.GetFullPath(File.ReadAllText(common).Trim(), ours);
        return Path.GetFileName(git) == ".git" && Directory.Exists(git) ? Path.GetDirectoryName(git) : null;
    }
}
