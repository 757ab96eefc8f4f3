using System.Security.Cryptography;
using System.Text;
using Nuke.Common.IO;
using Nuke.Common.Parameters;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>
/// What <c>--continue</c> goes by: the targets of the running build that have succeeded, kept in <c>.nuke/temp</c> until a build
/// ends well. The first line is a digest of the invocation, since another one would have done other things.
/// </summary>
internal sealed class BuildAttempt
{
    private const string FileName = "build-attempt.log";
    private static readonly string[] Irrelevant = ["continue", "nologo", "verbosity", "plan"];

    private readonly AbsolutePath file;
    private readonly HashSet<string> succeeded = [];

    private BuildAttempt(AbsolutePath file) => this.file = file;

    /// <summary>Begins an attempt, with what the last one got done when <paramref name="continued"/>.</summary>
    public static BuildAttempt Begin(BuildSession session, IReadOnlyList<ParameterDefinition> parameters, bool continued)
    {
        var attempt = new BuildAttempt(session.TemporaryDirectory / FileName);
        var secrets = parameters.Where(parameter => parameter.Secret).Select(parameter => CommandLine.Key(parameter.Name));
        var digest = Digest(session.CommandLine, [.. Irrelevant, .. secrets]);
        if (continued)
            attempt.TakeOver(digest);
        File.WriteAllLines(attempt.file, [digest, .. attempt.succeeded]);
        return attempt;
    }

    /// <summary>Whether the run that is being continued got the target done.</summary>
    public bool Succeeded(ExecutableTarget target) => succeeded.Contains(target.Name);

    /// <summary>Notes that the target need not run again when the build is continued.</summary>
    public void Add(ExecutableTarget target) => File.AppendAllLines(file, [target.Name]);

    /// <summary>Nothing is left to continue.</summary>
    public void Complete() => file.DeleteFile();

    private void TakeOver(string digest)
    {
        if (!file.FileExists())
        {
            Log.Warning("There is no failed run to continue: starting from the beginning");
            return;
        }
        var lines = File.ReadAllLines(file);
        if (lines.FirstOrDefault() == digest)
            succeeded.UnionWith(lines.Skip(1));
        else
            Log.Warning("The last failed run was started with other arguments: starting from the beginning");
    }

    private static string Digest(CommandLine commandLine, HashSet<string> leftOut)
    {
        var invocation = new StringBuilder(string.Join('\0', commandLine.Targets));
        var arguments = commandLine.Arguments.Where(argument => !leftOut.Contains(argument.Key));
        foreach (var argument in arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal))
            invocation.Append('\n').Append(argument.Key).Append('\0').AppendJoin('\0', argument.Values);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(invocation.ToString())));
    }
}
