namespace DigitPipeline.Incremental;

/// <summary>What became of a stage: a small fixed vocabulary, the same in log, summary and JSON.</summary>
public enum Outcome
{
    /// <summary>Its action ran and its outputs are in place.</summary>
    Executed,

    /// <summary>Same key, outputs intact: nothing was done.</summary>
    UpToDate,

    /// <summary>The outputs of an earlier run with this key came from the local store.</summary>
    Restored,

    /// <summary>The outputs of an earlier run with this key came from a remote cache.</summary>
    Fetched,

    /// <summary>A stage before it was done again, but nothing that this stage reads came out otherwise: nothing was done.</summary>
    CutOff,

    /// <summary>It could not run or finish; the last good outputs are still there.</summary>
    Failed,

    /// <summary>It was not its turn: a stage before it failed.</summary>
    NotRun,
}

/// <summary>The words for outcomes.</summary>
public static class OutcomeNames
{
    /// <summary>The word for people and programs.</summary>
    public static string Name(this Outcome outcome) => outcome switch
    {
        Outcome.UpToDate => "up-to-date",
        Outcome.CutOff => "cut off",
        Outcome.NotRun => "not run",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
