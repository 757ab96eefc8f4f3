using DigitPipeline.Build.Tests.Samples;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace DigitPipeline.Build.Tests;

/// <summary>Runs the tests, or, when a test asks for it through the environment, one of the sample builds with the whole command line.</summary>
internal static class Program
{
    /// <summary>The environment variable that names the sample build to run.</summary>
    public const string SampleVariable = "SAMPLE_BUILD";

    public static int Main(string[] args) =>
        Environment.GetEnvironmentVariable(SampleVariable) is { } sample ? SampleBuilds.ByName[sample]()
        : args.Any(argument => argument is "--server" or "--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult()
            : ConsoleRunner.Run(args).GetAwaiter().GetResult();
}
