using System.Runtime.CompilerServices;
using Nuke.Common;

namespace DigitPipeline.Stages;

/// <summary>Binds a stage of the engine to a target: one call in the target's definition.</summary>
internal static class StageTarget
{
    /// <summary>
    /// Makes the target bring a stage up to date. The definition is made when the target's turn comes, since parameters have no values
    /// before; the order in which stages are bound is their order.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="build">The build.</param>
    /// <param name="name">The stage: the verb of <c>digits</c>, and the folder of its outputs.</param>
    /// <param name="define">Says what the stage reads and writes.</param>
    /// <param name="title">The target's name.</param>
    public static ITargetDefinition Stage(
        this ITargetDefinition target, Build build, string name, Action<StageDefinition> define, [CallerMemberName] string title = "")
    {
        build.Stages.Add(name, title);
        return target.Executes(() => build.RunStage(name, title, define));
    }
}
