namespace DigitPipeline.Incremental.Containers;

/// <summary>The container engines that are known.</summary>
public enum EngineKind
{
    /// <summary>Podman.</summary>
    Podman,

    /// <summary>Docker.</summary>
    Docker,
}
