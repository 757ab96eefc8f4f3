using System.Globalization;

namespace DigitPipeline.Incremental.Containers;

/// <summary>The command line that runs a program in a container.</summary>
public static class ContainerCommand
{
    // Temporary files of the program; as much as the memory allows.
    private const string Temporary = "/tmp:rw,nosuid,nodev,mode=1777";

    /// <summary>The engine's arguments.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="spec">What the container sees and may use.</param>
    /// <param name="arguments">The arguments of the image's program.</param>
    public static IReadOnlyList<string> Of(ContainerEngine engine, ContainerSpec spec, IEnumerable<string> arguments) =>
    [
        "run", "--rm", "--interactive", .. Described(engine, spec), spec.Image, .. arguments,
    ];

    /// <summary>The arguments that give a person, or a script, a shell in the same container.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="spec">What the container sees and may use.</param>
    /// <param name="shell">Full path of the shell in the image.</param>
    /// <param name="terminal">Whether a person types; engines refuse to make a terminal of a pipe.</param>
    public static IReadOnlyList<string> Shell(ContainerEngine engine, ContainerSpec spec, string shell, bool terminal) =>
    [
        "run", "--rm", "--interactive", .. terminal ? (string[])["--tty"] : [], .. Described(engine, spec), "--entrypoint", shell, spec.Image,
    ];

    private static IEnumerable<string> Described(ContainerEngine engine, ContainerSpec spec) =>
    [
        "--name", spec.Name, "--pull=never", .. Restrictions(engine, spec), .. spec.Mounts.SelectMany(mount => mount.Options()),
        .. spec.Gpus?.Options() ?? [], .. Variables(spec), "--workdir", spec.WorkingFolder,
    ];

    private static IEnumerable<string> Restrictions(ContainerEngine engine, ContainerSpec spec)
    {
        yield return "--network=none";
        yield return "--read-only";
        yield return "--tmpfs";
        yield return Temporary;
        yield return "--cap-drop=all";
        yield return "--security-opt=no-new-privileges";
        yield return "--user";
        yield return spec.User;
        // Without it the caller is another user inside a rootless container, and what is written belongs to a stranger.
        if (engine.Kind == EngineKind.Podman && !spec.User.StartsWith("0:", StringComparison.Ordinal)) yield return "--userns=keep-id";
        // Podman passes on the caller's proxies otherwise.
        if (engine.Kind == EngineKind.Podman) yield return "--http-proxy=false";
        yield return Text($"--memory={spec.MemoryMegabytes}m");
        yield return Text($"--shm-size={spec.SharedMemoryMegabytes}m");
        if (spec.OpenFiles is { } files)
        {
            yield return "--ulimit";
            yield return Text($"nofile={files}:{files}");
        }

        if (spec.Processes is { } processes)
        {
            yield return "--ulimit";
            yield return Text($"nproc={processes}:{processes}");
        }
    }

    private static IEnumerable<string> Variables(ContainerSpec spec)
    {
        foreach (var (name, value) in spec.Variables.Concat(spec.Gpus?.Variables() ?? []))
        {
            yield return "--env";
            yield return $"{name}={value}";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
