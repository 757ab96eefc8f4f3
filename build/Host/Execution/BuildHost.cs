using System.Reflection;
using Nuke.Common.Parameters;
using Nuke.Common.Reporting;

namespace Nuke.Common.Execution;

/// <summary>Runs a build from its command line to its exit code.</summary>
internal static class BuildHost
{
    /// <summary>The exit code: that of the build, or of the fault that kept it from starting.</summary>
    public static int Run<T>(BuildInvocation invocation, IReadOnlyCollection<string> defaultTargets)
        where T : NukeBuild, new()
    {
        try
        {
            var session = BuildSession.Open(invocation);
            var parameters = ParameterCatalogue.Of(typeof(T));
            ArgumentCheck.Check(session.CommandLine, parameters);
            var sources = ParameterSources.Load(session, parameters);
            var options = BuildOptions.Read(sources, session.CommandLine);
            session.Verbosity = options.Verbosity;
            using var log = BuildLog.Open(options.Verbosity);
            using var secrets = SecretMask.Install(parameters, sources);
            var build = Create<T>();
            var targets = ExecutableTargetFactory.CreateAll(build, defaultTargets);
            BuildSchema.Update(session.NukeFolder, parameters, targets);
            if (options.Help || (options.Targets.Count == 0 && defaultTargets.Count == 0))
            {
                HelpText.Write(Console.Out, build, targets, parameters);
                return 0;
            }
            ParameterInjection.Inject(build, parameters, sources);
            return new BuildRun(session, build, targets, parameters, options, log).Run();
        }
        catch (BuildFault fault)
        {
            Console.Error.WriteLine(fault.Message);
            return fault.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The build cannot read or write its own files: {exception.Message}");
            return BuildFault.CannotWrite;
        }
    }

    private static T Create<T>()
        where T : NukeBuild, new()
    {
        try
        {
            return new T();
        }
        catch (Exception exception) when (exception is TargetInvocationException or TypeInitializationException)
        {
            throw new BuildFault(BuildFault.Failure, $"The build {typeof(T).Name} cannot be created: {exception.GetBaseException().Message}");
        }
    }
}
