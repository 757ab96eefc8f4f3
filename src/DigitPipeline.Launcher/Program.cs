using DigitPipeline.Launcher;

// launch ROOT [ARGUMENT...]: answers a run that has nothing to do, else compiles what changed and becomes the build.
using var messages = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
return args is [var root, .. var arguments] ? new Launch(root, arguments, messages).Run() : ExitCode.Usage;
