using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>What is settled before the build object exists, since its fields may be initialised with it.</summary>
internal sealed class BuildSession
{
    private const string NukeDirectory = ".nuke";

    private BuildSession(BuildInvocation invocation, CommandLine commandLine, AbsolutePath root)
    {
        Invocation = invocation;
        CommandLine = commandLine;
        RootDirectory = root;
        TemporaryDirectory = (root / NukeDirectory / "temp").CreateDirectory();
    }

    /// <summary>The session of the build that runs in this process.</summary>
    public static BuildSession? Current { get; private set; }

    public BuildInvocation Invocation { get; }

    public CommandLine CommandLine { get; }

    public string WorkingDirectory => Invocation.WorkingDirectory;

    public AbsolutePath RootDirectory { get; }

    public AbsolutePath TemporaryDirectory { get; }

    public AbsolutePath NukeFolder => RootDirectory / NukeDirectory;

    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <summary>Finds the root folder and makes the session the current one.</summary>
    public static BuildSession Open(BuildInvocation invocation)
    {
        var commandLine = CommandLine.Parse(invocation.Arguments);
        var root = RootArgument(invocation, commandLine) ?? SearchUpwards(invocation.WorkingDirectory);
        return Current = new BuildSession(invocation, commandLine, root);
    }

    private static AbsolutePath? RootArgument(BuildInvocation invocation, CommandLine commandLine)
    {
        var values = commandLine.Find("Root")?.Values;
        if (values is null)
        {
            if (!invocation.Environment.TryGetValue("NUKE_ROOT", out var variable) || variable.Length == 0)
                return null;
            values = [variable];
        }
        if (values.Count > 1)
        {
            throw new BuildFault(
                BuildFault.Usage,
                $"--root takes one folder, found {values.Count}: {string.Join(' ', values)}. Quote a path with spaces.");
        }
        // A bare --root names the working directory.
        AbsolutePath root = Path.Combine(invocation.WorkingDirectory, values.Count == 0 ? "" : values[0]);
        return root.DirectoryExists()
            ? root
            : throw new BuildFault(BuildFault.Usage, $"--root {values[0]}: there is no folder {root}.");
    }

    private static AbsolutePath SearchUpwards(string workingDirectory)
    {
        for (AbsolutePath? folder = workingDirectory; folder is not null; folder = folder.Parent)
        {
            if ((folder / NukeDirectory).DirectoryExists())
                return folder;
        }
        throw new BuildFault(
            BuildFault.NoRoot,
            $"No folder '{NukeDirectory}' in {workingDirectory} or above it: the root of the build is unknown. " +
            "Start the build inside its repository, or give the root with --root PATH.");
    }
}
