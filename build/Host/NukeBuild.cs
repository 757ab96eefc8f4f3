using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>
/// The base of a build class: its properties of type <see cref="Target"/> are the targets, its members with
/// <see cref="ParameterAttribute"/> the parameters, and its <c>Main</c> returns what <see cref="Execute{T}"/> returns.
/// </summary>
public abstract partial class NukeBuild : INukeBuild, IHostedBuild
{
    /// <summary>The folder that holds <c>.nuke</c>.</summary>
    public static AbsolutePath RootDirectory => Session.RootDirectory;

    /// <summary>The folder <c>.nuke/temp</c>, which need not be kept.</summary>
    public static AbsolutePath TemporaryDirectory => Session.TemporaryDirectory;

    /// <summary>The folder of the running build program.</summary>
    public static AbsolutePath BuildAssemblyDirectory => AppContext.BaseDirectory;

    /// <summary>How much the build says.</summary>
    public static Verbosity Verbosity => Session.Verbosity;

    /// <summary>Whether a person started the build, and not a build server.</summary>
    public static bool IsLocalBuild => !IsServerBuild;

    public static bool IsServerBuild =>
        Session.Invocation.Environment.TryGetValue("CI", out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    public bool Plan { get; private set; }

    public bool Help { get; private set; }

    public bool NoLogo { get; private set; }

    public bool Continue { get; private set; }

    /// <summary>
    /// The exit code of the process, where the build decides it itself. Where it does not: 0 when every target succeeded or was
    /// skipped; otherwise 130 after an interruption, and 255 without one.
    /// </summary>
    public int? ExitCode { get; set; }

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;

    AbsolutePath INukeBuild.TemporaryDirectory => TemporaryDirectory;

    Verbosity INukeBuild.Verbosity => Verbosity;

    bool INukeBuild.IsLocalBuild => IsLocalBuild;

    bool INukeBuild.IsServerBuild => IsServerBuild;

    private static BuildSession Session => BuildSession.Current
        ?? throw new InvalidOperationException("The build has not started: let Main return Execute<T>(...).");

    /// <summary>
    /// Runs the targets named on the command line, else those in <paramref name="defaultTargetExpressions"/>; returns the exit
    /// code of the process.
    /// </summary>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new() =>
        BuildHost.Run<T>(BuildInvocation.OfThisProcess(), [.. defaultTargetExpressions.Select(TargetName)]);

    /// <inheritdoc/>
    public void ReportSummary(Configure<IDictionary<string, string>>? configurator = null)
    {
        var running = RunningTargets.SingleOrDefault()
            ?? throw new InvalidOperationException("ReportSummary is for a running target: call it inside Executes.");
        IDictionary<string, string> notes = new Dictionary<string, string>();
        notes = configurator?.Invoke(notes) ?? notes;
        running.SummaryInformation.Clear();
        foreach (var (key, value) in notes)
            running.SummaryInformation[key] = value;
    }

    private static string TargetName<T>(Expression<Func<T, Target>> expression)
    {
        var body = expression.Body is UnaryExpression conversion ? conversion.Operand : expression.Body;
        return (body as MemberExpression)?.Member.Name
            ?? throw new ArgumentException($"A default target is a property of the build, as in x => x.Name; found {expression}.");
    }
}
