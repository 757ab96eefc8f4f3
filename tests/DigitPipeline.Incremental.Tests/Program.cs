using DigitPipeline.Incremental.Tests;
using Xunit.Runner.InProc.SystemConsole;

if (args is [BuildProcess.Verb, var pipeline]) return BuildProcess.Run(pipeline);
return args.Contains("--server")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
