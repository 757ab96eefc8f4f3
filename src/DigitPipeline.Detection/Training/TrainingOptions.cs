namespace DigitPipeline.Detection.Training;

/// <summary>How to train. Together with the source, all that decides the bytes of the result.</summary>
public sealed record TrainingOptions
{
    /// <summary>Number of optimizer steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Pictures a step, over all replicas.</summary>
    public required int BatchSize { get; init; }

    /// <summary>
    /// Copies of the network that each take a part of the batch in a thread of its own. It changes the result (batch norm sees
    /// one part), so it is a setting and does not follow the number of cores.
    /// </summary>
    public int Replicas { get; init; } = 2;

    /// <summary>Seed of the initial weights.</summary>
    public ulong Seed { get; init; }

    /// <summary>What the outputs are trained to be.</summary>
    public required TrainingObjective Objective { get; init; }

    /// <summary>The update rule and its rates.</summary>
    public required OptimizerOptions Optimizer { get; init; }

    /// <summary>Whether the penalty of the weights is part of the loss.</summary>
    public bool Regularize { get; init; } = true;

    /// <summary>
    /// Values that variables start with instead of their initializers' (<see cref="Model.Variable.Initializer"/>), by name, in the
    /// layout of <see cref="Model.Variable.Shape"/>.
    /// </summary>
    public IReadOnlyDictionary<string, float[]> InitialWeights { get; init; } = new Dictionary<string, float[]>();

    /// <summary>The gradient of all variables together is shortened to this norm; 0 switches it off.</summary>
    public float ClipNorm { get; init; }

    /// <summary>
    /// Highest decay of the running average of weights and statistics, which is what is saved for inference; step t uses
    /// min(this, (1 + t) / (10 + t)). 0 switches it off.
    /// </summary>
    public float AveragingDecay { get; init; }

    /// <summary>
    /// Part of the steps after which batch norms use their moving statistics instead of the batch's, and keep them. With few
    /// pictures a part, the two differ much; the rest of the training then fits the weights to what inference does. 1 switches it
    /// off, as in the original.
    /// </summary>
    public double FreezeNormsFrom { get; init; } = 1;

    /// <summary>Smaller pictures for the first part of the training.</summary>
    public IReadOnlyList<SizePhase> Sizes { get; init; } = [];

    /// <summary>Steps between checkpoints of the whole state; 0 for none before the end.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>Checkpoints of the state that are kept.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>Steps between entries of the metrics.</summary>
    public int LogEvery { get; init; } = 10;

    /// <summary>
    /// Names everything that decides the result, such as a digest of settings and data. A checkpoint is only taken up by a
    /// training with the same key.
    /// </summary>
    public string Key { get; init; } = "";

    /// <summary>Where tensors live: <c>auto</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The size of the pictures at a step; none where it is the detector's own.</summary>
    public (int Height, int Width)? SizeAt(long step) =>
        Sizes.FirstOrDefault(phase => step < phase.Until * Steps) is { } phase ? (phase.Height, phase.Width) : null;

    /// <summary>Whether batch norms learn their statistics at a step.</summary>
    public bool NormsLearnAt(long step) => step < FreezeNormsFrom * Steps;

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="ArgumentException">Names the setting and what it must be.</exception>
    public void Validate()
    {
        Require(Steps > 0, nameof(Steps), "at least 1");
        Require(Replicas > 0, nameof(Replicas), "at least 1");
        Require(BatchSize > 0 && BatchSize % Replicas == 0, nameof(BatchSize), "a multiple of the number of replicas");
        Require(ClipNorm >= 0, nameof(ClipNorm), "0 (off) or positive");
        Require(AveragingDecay is >= 0 and < 1, nameof(AveragingDecay), "from 0 (off) to less than 1");
        Require(FreezeNormsFrom is >= 0 and <= 1, nameof(FreezeNormsFrom), "from 0 to 1 (off)");
        Require(KeepCheckpoints > 0, nameof(KeepCheckpoints), "at least 1");
        Require(LogEvery > 0, nameof(LogEvery), "at least 1");
        Require(Device is "auto" or "cpu" or "cuda", nameof(Device), "auto, cpu or cuda");
        foreach (var size in Sizes)
        {
            Require(size is { Until: > 0 and <= 1, Height: > 0, Width: > 0 }, nameof(Sizes), "positive, each until a fraction in (0, 1]");
        }

        static void Require(bool holds, string setting, string expected)
        {
            if (!holds)
            {
                throw new ArgumentException($"{setting} must be {expected}.", setting);
            }
        }
    }
}

/// <summary>A size of the training pictures, until a fraction of the steps is done.</summary>
public sealed record SizePhase(double Until, int Height, int Width);
