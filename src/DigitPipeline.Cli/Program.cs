using DigitPipeline.Cli;
using DigitPipeline.Cli.Execution;

StarterWatch.Begin();
using var interruption = new Interruption();
return Application.Run(args, CommandIo.OfProcess(interruption.Token));
