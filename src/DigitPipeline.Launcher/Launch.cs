using DigitPipeline.Incremental.Manifests;

namespace DigitPipeline.Launcher;

/// <summary>
/// One start of the build: answered at once when nothing has changed since a run with the same command line; else what changed is
/// compiled and this process becomes the build.
/// </summary>
internal sealed class Launch
{
    private const string SdkVariable = "DIGITPIPELINE_SDK", HostVariable = "NUKE_HOST";

    private readonly Layout _layout;
    private readonly BuildArguments _arguments;
    private readonly TextWriter _messages;

    /// <summary>A start.</summary>
    /// <param name="root">Full path of the repository whose build is started.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="messages">Where to say what is not an answer.</param>
    public Launch(string root, IReadOnlyList<string> arguments, TextWriter messages) =>
        (_layout, _arguments, _messages) = (new Layout(root), BuildArguments.Of(arguments, root), messages);

    // Given by build.sh when it was asked for one.
    private static string? Sdk => Environment.GetEnvironmentVariable(SdkVariable) is { Length: > 0 } sdk ? sdk : null;

    /// <summary>Runs it; returns only when nothing is left to do.</summary>
    public int Run()
    {
        var sdk = Sdk;
        try
        {
            var sources = new SourceFiles(_layout).Digests();
            if (IsOutdated(sources)) return sdk is null ? CompileFirst() : Say("the launcher was changed while it was compiled: start again", ExitCode.DoesNotCompile);

            var programs = Programs(sources);
            if (programs is null)
            {
                if (sdk is null) return CompileFirst();
                programs = new Compilation(_layout, sdk, _messages).Run(sources, HostChoice.Known(_layout, HostVariable));
            }

            programs.Link(_layout);
            return Answered(programs) ? ExitCode.Done : Become(programs, sdk);
        }
        catch (LaunchException error)
        {
            return Say(error.Message, error.ExitCode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Say(error.Message, ExitCode.CannotWrite);
        }
    }

    private int Say(string message, int exitCode)
    {
        _messages.WriteLine($"build.sh: {message}");
        return exitCode;
    }

    // build.sh names the folder that it runs from after the sources; build.cmd cannot, so there a file says it since the first start.
    private bool IsOutdated(SourceDigests sources)
    {
        if (!OperatingSystem.IsWindows()) return !Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory).EndsWith("-" + sources.Launcher, StringComparison.Ordinal);
        var note = Path.Combine(_layout.Temporary, "launcher.digest");
        if (Sdk is not null) File.WriteAllText(note, sources.Launcher);
        return !File.Exists(note) || File.ReadAllText(note) != sources.Launcher;
    }

    private CompiledPrograms? Programs(SourceDigests sources) =>
        HostChoice.Known(_layout, HostVariable) is { } host && CompiledPrograms.Of(_layout, host, sources) is { Exist: true } programs ? programs : null;

    private bool Answered(CompiledPrograms programs) =>
        _arguments.RunRoot is { } root && new EarlierAnswer(root, _arguments.All, programs.Identity).TryGive(Console.OpenStandardOutput());

    // build.sh finds an SDK, installs one where there is none, compiles the launcher where it is not current, and starts it again.
    private int CompileFirst()
    {
        if (OperatingSystem.IsWindows()) return ExitCode.StartAgain;
        NativeProcess.Set("DIGITPIPELINE_COMPILE", "1");
        NativeProcess.Become("bash", [Path.Combine(_layout.Root, "build.sh"), .. _arguments.Given]);
        return Say("bash cannot be started", ExitCode.Unavailable);
    }

    private int Become(CompiledPrograms programs, string? sdk)
    {
        sdk ??= File.Exists(_layout.Sdk) ? File.ReadAllText(_layout.Sdk).Trim() : null;
        if (sdk is null || !File.Exists(sdk)) return CompileFirst();
        var folder = Path.GetDirectoryName(sdk)!;
        NativeProcess.Set(RunIdentity.ProgramVariable, programs.Identity);
        NativeProcess.Set("DOTNET_ROOT", folder);
        NativeProcess.Set("PATH", folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"));
        foreach (var ours in (string[])[HostVariable, SdkVariable, "DIGITPIPELINE_COMPILE"]) NativeProcess.Set(ours, null);
        NativeProcess.Become(sdk, [programs.Build, .. _arguments.All]);
        return Say($"{sdk} cannot be started: remove {_layout.Sdk} and start again", ExitCode.Unavailable);
    }
}
