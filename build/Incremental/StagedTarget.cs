using System.Runtime.CompilerServices;
using Nuke.Common;

namespace DigitPipeline.Incremental;

/// <summary>Binds a stage of the engine to a target of any NUKE build: one call in the target's definition.</summary>
internal static class StagedTarget
{
    /// <summary>Makes the target bring a stage up to date, instead of doing its work each time.</summary>
    /// <param name="target">The target.</param>
    /// <param name="build">The build, usually <c>this</c>.</param>
    /// <param name="name">The stage's name, which is also that of the folder of its outputs.</param>
    /// <param name="define">Says what the stage reads, depends on, does and writes; called when the target has its turn.</param>
    /// <param name="title">The target's name.</param>
    public static ITargetDefinition Stage(
        this ITargetDefinition target, IStagedBuild build, string name, Func<StageBuilder, StageBuilder> define, [CallerMemberName] string title = "")
    {
        build.Stages.Add(name, title, define);
        return target.Executes(() => build.Stages.Run(title));
    }
}
