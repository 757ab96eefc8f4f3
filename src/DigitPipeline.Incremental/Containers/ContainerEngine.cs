using System.ComponentModel;
using System.Diagnostics;

namespace DigitPipeline.Incremental.Containers;

/// <summary>A container engine on this machine.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Program">Its program.</param>
public sealed record ContainerEngine(EngineKind Kind, string Program)
{
    private static readonly Dictionary<string, EngineKind[]> Kinds = new(StringComparer.Ordinal)
    {
        ["auto"] = [EngineKind.Podman, EngineKind.Docker],
        ["podman"] = [EngineKind.Podman],
        ["docker"] = [EngineKind.Docker],
    };

    /// <summary>Finds an engine that works.</summary>
    /// <param name="name"><c>podman</c>, <c>docker</c>, or <c>auto</c> for the first of them.</param>
    /// <param name="path">The search path for programs.</param>
    /// <exception cref="StageException">There is none (69); the message says what to do.</exception>
    public static ContainerEngine Find(string name, string path)
    {
        if (!Kinds.TryGetValue(name, out var kinds))
            throw new StageException($"there is no container engine '{name}': expected auto, podman, docker or none", ExitCodes.Usage);
        var folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var problems = new List<string>();
        foreach (var kind in kinds)
        {
            var program = folders.Select(folder => Path.Combine(folder, NameOf(kind))).FirstOrDefault(File.Exists);
            var problem = program is null ? $"{NameOf(kind)} is not installed" : new ContainerEngine(kind, program).Problem();
            if (problem is null) return new ContainerEngine(kind, program!);
            problems.Add(problem);
        }

        throw new StageException(
            $"{string.Join("; ", problems)}. Install podman (Debian and Ubuntu: sudo apt-get install -y podman), "
            + "or run without a container: --container none",
            ExitCodes.Unavailable);
    }

    /// <summary>
    /// Whether it reads CDI specifications: podman since 4.1, docker where that is switched on, which its service tells by the folders.
    /// </summary>
    internal bool TakesDeviceInterface() =>
        Kind == EngineKind.Podman || Ask("info", "--format", "{{json .CDISpecDirs}}")?.Contains('/', StringComparison.Ordinal) == true;

    /// <summary>Runs it and gives what it prints; null when it fails.</summary>
    public string? Ask(params string[] arguments) => Ask(arguments, null);

    /// <inheritdoc cref="Ask(string[])"/>
    internal string? Ask(string[] arguments, Action<Stream>? input)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            try
            {
                input?.Invoke(process.StandardInput.BaseStream);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has ended already; its exit code says why.
            }

            process.WaitForExit();
            LastError = error.GetAwaiter().GetResult().Trim();
            return process.ExitCode == 0 ? output.GetAwaiter().GetResult().Trim() : null;
        }
        catch (Win32Exception error)
        {
            LastError = error.Message;
            return null;
        }
    }

    /// <summary>What it said to standard error when it was asked last.</summary>
    internal string LastError { get; private set; } = "";

    private static string NameOf(EngineKind kind) => kind == EngineKind.Podman ? "podman" : "docker";

    // Docker's client is of no use without its service.
    private string? Problem() => Kind switch
    {
        EngineKind.Docker when Ask("version", "--format", "{{.Server.Version}}") is null =>
            $"docker's service does not answer ({FirstLine(LastError)}): start it (sudo systemctl start docker) "
            + "or join its group (sudo usermod -aG docker $USER)",
        EngineKind.Podman when Ask("version", "--format", "{{.Client.Version}}") is null =>
            $"podman does not work ({FirstLine(LastError)})",
        _ => null,
    };

    private static string FirstLine(string text) => text.Split('\n')[0];
}
