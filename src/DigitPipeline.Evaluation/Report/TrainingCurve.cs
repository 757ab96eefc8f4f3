using System.Text.Json;

namespace DigitPipeline.Evaluation.Report;

/// <summary>Numbers recorded during training.</summary>
/// <param name="Series">Name and points, in the order in which the names first appear; points by step.</param>
public sealed record TrainingCurve(IReadOnlyList<CurveSeries> Series)
{
    /// <summary>
    /// Reads <c>metrics.jsonl</c>: an object a line with a number <c>step</c>; every other number of it is a point of the series of that
    /// name. A step that appears again (after a resumed training) replaces the earlier one.
    /// </summary>
    /// <exception cref="Formats.FormatException">A line is not a JSON object with a step.</exception>
    public static TrainingCurve Read(string path)
    {
        var names = new List<string>();
        var points = new Dictionary<string, SortedDictionary<double, double>>(StringComparer.Ordinal);
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            using var line = Parse(path, i + 1, lines[i]);
            if (line.RootElement.ValueKind != JsonValueKind.Object
                || !line.RootElement.TryGetProperty("step", out var step) || step.ValueKind != JsonValueKind.Number)
            {
                throw Formats.FormatException.InText(path, i + 1, 1, "expected a JSON object with a number \"step\".");
            }

            foreach (var member in line.RootElement.EnumerateObject().Where(m => m.Name != "step" && m.Value.ValueKind == JsonValueKind.Number))
            {
                if (!points.TryGetValue(member.Name, out var series))
                {
                    names.Add(member.Name);
                    points[member.Name] = series = [];
                }

                series[step.GetDouble()] = member.Value.GetDouble();
            }
        }

        return new TrainingCurve([.. names.Select(n => new CurveSeries(n, [.. points[n].Select(p => (p.Key, p.Value))]))]);
    }

    private static JsonDocument Parse(string path, int number, string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw Formats.FormatException.InText(path, number, (int)(e.BytePositionInLine ?? 0) + 1, "not valid JSON: " + e.Message, e);
        }
    }
}

/// <summary>A named line of a chart.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Points">Points by ascending X.</param>
public sealed record CurveSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
