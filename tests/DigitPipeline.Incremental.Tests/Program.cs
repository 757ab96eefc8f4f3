using System.Globalization;
using DigitPipeline.Incremental.Tests;
using DigitPipeline.Incremental.Tests.Faults;
using Xunit.Runner.InProc.SystemConsole;

if (args is [BuildProcess.Verb, var pipeline]) return BuildProcess.Run(pipeline);
if (args is [MatrixProcess.Verb, var root, var point, var signal]) return MatrixProcess.Run(root, int.Parse(point, CultureInfo.InvariantCulture), signal);
if (args is [FaultMatrix.Verb]) return FaultTable.Print(Console.Out);
return args.Contains("--server")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
