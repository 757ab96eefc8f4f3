namespace DigitPipeline.Detection.Training;

/// <summary>Makes the optimizer that options ask for, with its slots in the state.</summary>
internal static class Optimizers
{
    public static IOptimizer Create(OptimizerOptions options, TrainingState state, ReplicaThreads threads, int replicas)
    {
        if (options is MuonOptions muon)
        {
            return new MuonOptimizer(muon, state, threads, replicas);
        }

        var original = (OriginalOptimizerOptions)options;
        var prefix = original.MovingAverageDecay is null ? "" : AveragedOptimizer.Inner;
        IOptimizer optimizer = original switch
        {
            MomentumOptions momentum => new MomentumOptimizer(momentum, state, prefix),
            AdamOptions adam => new AdamOptimizer(adam, state, prefix),
            RmsPropOptions rmsProp => new RmsPropOptimizer(rmsProp, state, prefix),
            var other => throw new NotSupportedException($"No update rule for {other.GetType().Name}."),
        };
        return original.MovingAverageDecay is { } decay ? new AveragedOptimizer(optimizer, decay, state) : optimizer;
    }
}
