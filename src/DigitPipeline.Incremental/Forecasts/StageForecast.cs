using DigitPipeline.Incremental.Keys;

namespace DigitPipeline.Incremental.Forecasts;

/// <summary>What a run would do with a stage, and why.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Forecast">What would become of it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Changes">All differences from the key of its outputs that are known already.</param>
/// <param name="Key">Its key; null while that depends on what a stage before it writes.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Resumes">Whether partial work of an earlier run under this key is there.</param>
public sealed record StageForecast(
    Stage Stage, Forecast Forecast, string Reason, IReadOnlyList<KeyChange> Changes, string? Key, IReadOnlyList<InputForecast> Inputs, bool Resumes);

/// <summary>What a stage would read.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="From">The stage that writes it; null: it comes from outside.</param>
/// <param name="Files">How many files; null: not known yet.</param>
/// <param name="Bytes">Their size.</param>
public sealed record InputForecast(string Name, string? From, int? Files, long Bytes);
