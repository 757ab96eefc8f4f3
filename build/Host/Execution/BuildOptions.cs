using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>
/// The built-in parameters of a run. <see cref="Skip"/> is null without <c>--skip</c>, and empty when it names no target.
/// </summary>
internal sealed record BuildOptions(
    bool Help, bool Plan, bool NoLogo, bool Continue, Verbosity Verbosity, IReadOnlyList<string> Targets, IReadOnlyList<string>? Skip)
{
    public static BuildOptions Read(ParameterSources sources, CommandLine commandLine)
    {
        T? Value<T>(ParameterDefinition parameter) =>
            sources.Find(parameter) is { } given ? (T)ValueConversion.Convert(parameter, given) : default;

        return new BuildOptions(
            Value<bool>(BuiltInParameters.Help),
            Value<bool>(BuiltInParameters.Plan),
            Value<bool>(BuiltInParameters.NoLogo),
            Value<bool>(BuiltInParameters.Continue),
            Value<Verbosity?>(BuiltInParameters.Verbosity) ?? Verbosity.Normal,
            commandLine.Targets.Count > 0 && commandLine.Find(BuiltInParameters.Target.Name) is null
                ? commandLine.Targets
                : [.. commandLine.Targets, .. Value<string[]>(BuiltInParameters.Target) ?? []],
            Value<string[]>(BuiltInParameters.Skip));
    }
}
