using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace DigitPipeline.Build.Tests;

/// <summary>A repository with nothing but a <c>.nuke</c> folder, in which sample builds run. Their default target is named Default.</summary>
public sealed class Sandbox : IDisposable
{
    public Sandbox()
    {
        Root = Directory.CreateTempSubdirectory("digit-pipeline-build-").FullName;
        Nuke = (Root / ".nuke").CreateDirectory();
        WorkingDirectory = Root;
    }

    public AbsolutePath Root { get; }

    public AbsolutePath Nuke { get; }

    public AbsolutePath WorkingDirectory { get; set; }

    /// <summary>The whole environment that a build run in this process sees.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Runs a build in this process.</summary>
    internal Outcome Run<T>(params string[] arguments)
        where T : NukeBuild, new()
    {
        var (standardOutput, standardError) = (Console.Out, Console.Error);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            var exitCode = BuildHost.Run<T>(new BuildInvocation(arguments, Environment, WorkingDirectory), ["Default"]);
            return new Outcome(exitCode, output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(standardOutput);
            Console.SetError(standardError);
        }
    }

    public void Dispose() => Root.DeleteDirectory();
}
