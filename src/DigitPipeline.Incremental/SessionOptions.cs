using DigitPipeline.Incremental.Remote;

namespace DigitPipeline.Incremental;

/// <summary>What a session is opened with.</summary>
public sealed record SessionOptions
{
    /// <summary>Where the pipeline's files lie.</summary>
    public required PipelineLayout Layout { get; init; }

    /// <summary>The command line, for others who want the lock; without secrets.</summary>
    public required string Command { get; init; }

    /// <summary>Whether to wait for another build of this pipeline.</summary>
    public bool Wait { get; init; }

    /// <summary>Told what a person should know but what stops nothing.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>A cache on another machine.</summary>
    public RemoteCacheOptions? Remote { get; init; }

    /// <summary>Ctrl+C or SIGTERM.</summary>
    public CancellationToken Cancellation { get; init; }
}
