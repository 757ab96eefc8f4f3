namespace Nuke.Common.Tooling;

/// <summary>Where a program is.</summary>
public static class ToolPathResolver
{
    /// <summary>The full path of a program on <c>PATH</c>; <see cref="FileNotFoundException"/> when it is not there.</summary>
    public static string GetPathExecutable(string pathExecutable)
    {
        if (File.Exists(pathExecutable))
            return Path.GetFullPath(pathExecutable);
        string[] names = OperatingSystem.IsWindows()
            ? [pathExecutable, pathExecutable + ".exe", pathExecutable + ".cmd"]
            : [pathExecutable];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"The program '{pathExecutable}' is not on the PATH. Install it, or add its folder to PATH.", pathExecutable);
    }
}
