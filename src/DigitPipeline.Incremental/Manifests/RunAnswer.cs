namespace DigitPipeline.Incremental.Manifests;

/// <summary>What a run leaves for the next one of the same command line.</summary>
/// <param name="Path">Where to keep it, see <see cref="RunManifest.PathIn"/>.</param>
/// <param name="Identity">What the run was started with.</param>
/// <param name="VariableNames">Names of the environment variables that count.</param>
/// <param name="Say">What to say of a stage that is up to date, a line.</param>
public sealed record RunAnswer(string Path, RunIdentity Identity, IReadOnlyList<string> VariableNames, Func<StageResult, string> Say);
