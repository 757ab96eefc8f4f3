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
        // Outlives the messages about faults, which may quote what a target was given.
        SecretMask? secrets = null;
        try
        {
            var session = BuildSession.Open(invocation);
            var parameters = ParameterCatalogue.Of(typeof(T));
            ArgumentCheck.Check(session.CommandLine, parameters);
            var sources = ParameterSources.Load(session, parameters);
            var options = BuildOptions.Read(sources, session.CommandLine);
            session.Verbosity = options.Verbosity;
            using var log = BuildLog.Open(options.Verbosity);
            secrets = SecretMask.Install(parameters, sources);
            var build = new T();
            var targets = ExecutableTargetFactory.CreateAll(build, defaultTargets);
            BuildSchema.Update(session.NukeFolder, parameters, targets);
            if (options.Help || (options.Targets.Count == 0 && !targets.Any(target => target.IsDefault)))
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
        catch (Exception exception)
        {
            Console.Error.WriteLine($"The build's own code failed outside of its targets: {exception.GetBaseException()}");
            return BuildFault.Failure;
        }
        finally
        {
            secrets?.Dispose();
        }
    }
}
