using System.Runtime.CompilerServices;
using DigitPipeline.Incremental;
using Nuke.Common;

namespace DigitPipeline.Stages;

/// <summary>Binds a verb of <c>digits</c> to a target.</summary>
internal static class StageTarget
{
    /// <summary>Makes the target a stage that a verb of <c>digits</c> does the work of.</summary>
    /// <param name="target">The target.</param>
    /// <param name="build">The build.</param>
    /// <param name="name">The verb, which is also the name of the stage and of the folder of its outputs.</param>
    /// <param name="define">Says what the stage reads and writes.</param>
    /// <param name="title">The target's name.</param>
    public static ITargetDefinition Stage(
        this ITargetDefinition target, Build build, string name, Action<StageDefinition> define, [CallerMemberName] string title = "") =>
        target.Stage(build, name, stage =>
        {
            var definition = new StageDefinition(stage, build.PipelineFolder, build.StageContainer);
            define(definition);
            return definition.Complete(Build.DigitsProgram, composes: !build.OnlyTells);
        }, title);
}
