// The builds under test print to the console and set the current log, of which there is one a process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
