namespace Nuke.Common.Execution;

/// <summary>What the host tells a build. An interface, implemented explicitly, since a build class may use these names itself.</summary>
internal interface IHostedBuild
{
    void Created(BuildOptions options);

    void Initialized(IReadOnlyCollection<ExecutableTarget> plan);

    /// <summary>The target has a new status.</summary>
    void Turned(ExecutableTarget target);

    void Finished();
}
