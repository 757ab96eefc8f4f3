using System.Diagnostics;

namespace DigitPipeline.EndToEnd;

/// <summary>A root folder like a small clone: the smoke pipeline, some pictures, and the program that this repository compiled.</summary>
internal sealed class Sandbox : IDisposable
{
    private const int TrainPictures = 24, TestPictures = 6;

    private Sandbox(string root) => Root = root;

    /// <summary>The repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The root folder, with a space and letters beyond ASCII in its name.</summary>
    public string Root { get; }

    public string Artifacts => Path.Combine(Root, "artifacts", "smoke");

    public string Settings => Path.Combine(Root, "pipelines", "smoke", "pipeline.yaml");

    public string Data => Path.Combine(Root, "data", "digits");

    public static string Digits => Path.Combine(Repository, "artifacts", "bin", "digits");

    /// <summary>A new one in which nothing ran yet.</summary>
    public static Sandbox Create()
    {
        var sandbox = New();
        Directory.CreateDirectory(Path.Combine(sandbox.Root, ".nuke"));
        CopyFolder(Path.Combine(Repository, "pipelines", "smoke"), Path.Combine(sandbox.Root, "pipelines", "smoke"), _ => true);
        CopyFolder(Path.Combine(Repository, "data", "glyphs"), Path.Combine(sandbox.Root, "data", "glyphs"), _ => true);
        File.Copy(Path.Combine(Repository, "data", "digits", "label_map.pbtxt"), Path.Combine(Directory.CreateDirectory(sandbox.Data).FullName, "label_map.pbtxt"));
        CopyPictures("train", TrainPictures, sandbox.Data);
        CopyPictures("test", TestPictures, sandbox.Data);
        Directory.CreateDirectory(Path.Combine(sandbox.Root, "artifacts"));
        return sandbox;
    }

    /// <summary>A copy of everything in another folder.</summary>
    public Sandbox Copy()
    {
        var copy = New();
        CopyFolder(Root, copy.Root, name => name != "bin");
        return copy;
    }

    /// <summary>Runs build.sh in this root folder.</summary>
    public Task<Finished> Build(params string[] arguments) =>
        Finished.Of(StartBuild(arguments), TestContext.Current.CancellationToken);

    /// <summary>Starts build.sh in this root folder.</summary>
    public Process StartBuild(params string[] arguments)
    {
        LinkProgram();
        return Finished.Start("bash", [Path.Combine(Repository, "build.sh"), .. arguments, "--root", Root, "--pipeline", "smoke"], Root);
    }

    /// <summary>Runs digits.</summary>
    public Task<Finished> Run(params string[] arguments) => Finished.Of(Finished.Start(Digits, arguments, Root), TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // The program moves when build.sh compiles it anew, so the link is made each time.
    private void LinkProgram()
    {
        var link = Path.Combine(Root, "artifacts", "bin");
        if (!Path.Exists(link))
        {
            Directory.CreateSymbolicLink(link, Path.Combine(Repository, "artifacts", "bin"));
        }
    }

    private static Sandbox New() => new(Directory.CreateTempSubdirectory("digit pipeline é ").FullName);

    private static void CopyPictures(string part, int count, string data)
    {
        var (from, to) = (Path.Combine(Repository, "data", "digits", part), Directory.CreateDirectory(Path.Combine(data, part)).FullName);
        foreach (var annotation in Directory.EnumerateFiles(from, "*.xml").Order(StringComparer.Ordinal).Take(count))
        {
            foreach (var file in Directory.EnumerateFiles(from, Path.GetFileNameWithoutExtension(annotation) + ".*"))
            {
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
        }
    }

    /// <summary>Copies a folder, and the folders in it whose names are wanted.</summary>
    public static void CopyFolder(string from, string to, Func<string, bool> wanted)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => wanted(Path.GetFileName(folder))))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)), wanted);
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DigitPipeline.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
