using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental;

/// <summary>A NUKE build whose targets can be stages: see <see cref="StagedTarget"/>.</summary>
internal interface IStagedBuild
{
    /// <summary>The stages that the build's targets are bound to.</summary>
    StageRunner Stages { get; }

    /// <summary>Where stages work and how; asked for when the first one has its turn, since parameters have no values before.</summary>
    SessionOptions SessionOptions { get; }

    /// <summary>Notes the files that the build itself read before any stage had its turn (parameters, settings).</summary>
    void Observe(ContentReader reader);

    /// <summary>The exit code of the process, as <c>NukeBuild</c> has it.</summary>
    int? ExitCode { get; set; }
}
