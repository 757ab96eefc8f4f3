using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>How the detector is trained.</summary>
public sealed record TrainSettings : SettingsSection
{
    // The largest whole number that JSON carries exactly.
    private const long LargestSeed = (1L << 53) - 1;

    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("train", "How the detector is trained.",
    [
        new WholeNumberSetting("steps", null, 1, 1_000_000, "Optimizer steps: more are better and take longer, with less and less gain."),
        new WholeNumberSetting("batch_size", null, 1, 4096, "Pictures a step, over all replicas; a multiple of replicas."),
        new WholeNumberSetting("replicas", 2, 1, 64,
            "Copies of the network, each with a thread and a part of the batch; it changes the result, so it does not follow the cores."),
        new WholeNumberSetting("seed", 1, 0, LargestSeed, "Seed of everything that is random: initial weights, scenes, augmentation."),
        new ChoiceSetting("optimizer", "muon", ["muon", "config"],
            "muon: quick from scratch, by the settings below; config: train_config.optimizer of pipeline.config."),
        new NumberSetting("kernel_rate", .02, 0, 1, "muon: rate of the convolution kernels between stem and predictions."),
        new NumberSetting("kernel_decay", .02, 0, 1, "muon: weight decay of these kernels."),
        new NumberSetting("rate", .004, 0, 1, "muon: rate of all other weights (AdamW)."),
        new NumberSetting("weight_decay", .01, 0, 1, "muon: weight decay of stem and prediction kernels."),
        new NumberSetting("warm_up", .05, 0, 1, "muon: part of the steps in which the rates rise from zero."),
        new NumberSetting("final_rate", .01, 0, 1, "muon: part of the rates that is left at the end of the cosine."),
        new NumberSetting("clip_norm", 10, 0, 1_000_000, "Greatest norm of the gradient, longer ones are shortened; 0 switches it off."),
        new NumberSetting("averaging_decay", .99, 0, .9999,
            "Decay of the running average of the weights, which is what is exported; 0 switches it off, raise it for long trainings."),
        new FlagSetting("zero_last_gamma", true,
            "Start residual blocks as identities, which helps short trainings from scratch; the original does not."),
        new NumberSetting("freeze_norms_from", 1, 0, 1,
            "Part of the steps after which batch norms keep their statistics, so that the rest fits what inference does; 1: never."),
        new SizeListSetting("sizes",
            "Smaller pictures for the first parts of the training: [{ until: part of the steps, height: pixels, width: pixels }]."),
        new WholeNumberSetting("checkpoint_every", 100, 0, 1_000_000,
            "Steps between checkpoints, from which an interrupted training goes on; 0: only at the end."),
        new WholeNumberSetting("keep_checkpoints", 2, 1, 1000, "Checkpoints kept; older ones are removed."),
        new WholeNumberSetting("log_every", 10, 1, 1_000_000, "Steps between entries of metrics.jsonl and TensorBoard."),
        new ChoiceSetting("device", "auto", ["auto", "cpu", "cuda"], "Where to compute; auto takes a GPU if there is one."),
    ],
    new SectionRule("batch_size", values => (long)values["batch_size"] % (long)values["replicas"] == 0
        ? null
        : $"found {values["batch_size"]} pictures for {values["replicas"]} replicas, expected a multiple of the replicas"));

    internal TrainSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Optimizer steps: more are better and take longer, with less and less gain.</summary>
    public int Steps => Whole();

    /// <summary>Pictures a step, over all replicas; a multiple of replicas.</summary>
    public int BatchSize => Whole();

    /// <summary>
    /// Copies of the network, each with a thread and a part of the batch; it changes the result, so it does not follow the cores.
    /// </summary>
    public int Replicas => Whole();

    /// <summary>Seed of everything that is random: initial weights, scenes, augmentation.</summary>
    public long Seed => Large();

    /// <summary><c>muon</c>: by the settings below; <c>config</c>: train_config.optimizer of pipeline.config.</summary>
    public string Optimizer => Text();

    /// <summary>muon: rate of the convolution kernels between stem and predictions.</summary>
    public double KernelRate => Number();

    /// <summary>muon: weight decay of these kernels.</summary>
    public double KernelDecay => Number();

    /// <summary>muon: rate of all other weights (AdamW).</summary>
    public double Rate => Number();

    /// <summary>muon: weight decay of stem and prediction kernels.</summary>
    public double WeightDecay => Number();

    /// <summary>muon: part of the steps in which the rates rise from zero.</summary>
    public double WarmUp => Number();

    /// <summary>muon: part of the rates that is left at the end of the cosine.</summary>
    public double FinalRate => Number();

    /// <summary>Greatest norm of the gradient, longer ones are shortened; 0 switches it off.</summary>
    public double ClipNorm => Number();

    /// <summary>
    /// Decay of the running average of the weights, which is what is exported; 0 switches it off, raise it for long trainings.
    /// </summary>
    public double AveragingDecay => Number();

    /// <summary>Start residual blocks as identities, which helps short trainings from scratch; the original does not.</summary>
    public bool ZeroLastGamma => Flag();

    /// <summary>Part of the steps after which batch norms keep their statistics, so that the rest fits what inference does; 1: never.</summary>
    public double FreezeNormsFrom => Number();

    /// <summary>
    /// Sizes of the training pictures for its first parts, in order; the detector's own after the last, or where there is none.
    /// </summary>
    public IReadOnlyList<TrainingSize> Sizes => Value<TrainingSize[]>();

    /// <summary>Steps between checkpoints, from which an interrupted training goes on; 0: only at the end.</summary>
    public int CheckpointEvery => Whole();

    /// <summary>Checkpoints kept; older ones are removed.</summary>
    public int KeepCheckpoints => Whole();

    /// <summary>Steps between entries of metrics.jsonl and TensorBoard.</summary>
    public int LogEvery => Whole();

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device => Text();
}
