using System.Globalization;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Forecasts;

namespace DigitPipeline.Incremental;

/// <summary>What <c>--dry-run</c> and <c>--explain</c> print about a stage.</summary>
internal static class ForecastReport
{
    private const int ChangesShown = 50;

    /// <summary>The line of a dry run.</summary>
    public static string Line(StageForecast forecast) => $"{forecast.Stage.Title,-19}  {forecast.Forecast.Name(),-17}  {forecast.Reason}";

    /// <summary>All that there is to say: what differs, what the stage reads, needs and would write.</summary>
    public static IEnumerable<string> Details(StageForecast forecast)
    {
        var stage = forecast.Stage;
        yield return Line(forecast);
        if (forecast.Key is { } key) yield return Detail("key", key);
        foreach (var change in forecast.Changes.Take(ChangesShown)) yield return Detail("changed", change.ToString());
        if (forecast.Changes.Count > ChangesShown) yield return Detail("changed", $"and {forecast.Changes.Count - ChangesShown} more");
        foreach (var input in forecast.Inputs) yield return Detail("reads", Text(input));
        foreach (var (name, value) in stage.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)) yield return Detail("on", $"{name} {value}");
        foreach (var (name, digest) in stage.Tools.OrderBy(pair => pair.Key, StringComparer.Ordinal)) yield return Detail("with", $"{name} {FileDigest.Short(digest)}");
        if (stage.Expects.Count > 0) yield return Detail("writes", string.Join(", ", stage.Expects));
        if (forecast.Resumes) yield return Detail("resumes", "partial work of an interrupted run with this key is there");
    }

    private static string Detail(string what, string text) => $"  {what,-8} {text}";

    private static string Text(InputForecast input)
    {
        var from = input.From is null ? "" : $", written by {input.From}";
        return input.Files is null
            ? $"{input.Name}{from}, which would run before"
            : string.Create(CultureInfo.InvariantCulture, $"{input.Name}: {input.Files:N0} files, {input.Bytes:N0} bytes{from}");
    }
}
