using DigitPipeline.Cli;
using DigitPipeline.Cli.Execution;

using var interruption = new Interruption();
return Application.Run(args, CommandIo.OfProcess(interruption.Token));
