using System.Globalization;
using System.Net;
using System.Text;

namespace DigitPipeline.Evaluation.Report;

/// <summary>
/// A line chart as inline SVG. It takes its colours and font from the page, so it follows light and dark, and its bytes depend on the
/// numbers alone: a plotting library would measure text with whatever fonts the machine has.
/// </summary>
internal sealed class LineChart(string title, string xLabel, IReadOnlyList<CurveSeries> series)
{
    private const int Width = 520;
    private const int Height = 300;
    private const int Left = 52;
    private const int Top = 14;
    private const int Right = 12;
    private const int Bottom = 40;
    private const int MostPoints = 400;

    /// <summary>Range of the values; from the data where it is null.</summary>
    public (double From, double To)? YRange { get; init; }

    /// <summary>A logarithmic axis of values.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The figure with legend.</summary>
    public string Svg()
    {
        var lines = series.Select(s => new CurveSeries(s.Name, Thin(s.Points))).Where(s => s.Points.Count > 0).ToArray();
        var xs = Axis.Over(lines.SelectMany(l => l.Points.Select(p => p.X)), null, false);
        var ys = Axis.Over(lines.SelectMany(l => l.Points.Select(p => p.Y)), YRange, Logarithmic);
        double X(double x) => Left + xs.Place(x) * (Width - Left - Right);
        double Y(double y) => Height - Bottom - ys.Place(y) * (Height - Top - Bottom);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{WebUtility.HtmlEncode(title)}</figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\">");
        foreach (var tick in xs.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{X(tick):F1} {Top}V{Height - Bottom}\"/><text x=\"{X(tick):F1}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{Label(tick)}</text>");
        }

        foreach (var tick in ys.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Y(tick):F1}H{Width - Right}\"/><text x=\"{Left - 6}\" y=\"{Y(tick) + 4:F1}\" text-anchor=\"end\">{Label(tick)}</text>");
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var path = string.Join(' ', lines[i].Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):F1},{Y(p.Y):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"s{i % 6}\" points=\"{path}\"/>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(xLabel)}</text></svg><p class=\"legend\">");
        for (var i = 0; i < lines.Length; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<span class=\"s{i % 6}\">{WebUtility.HtmlEncode(lines[i].Name)}</span> ");
        }

        return svg.Append("</p></figure>\n").ToString();
    }

    private static string Label(double tick) => Math.Abs(tick) >= 10000
        ? (tick / 1000).ToString("0.##", CultureInfo.InvariantCulture) + "k"
        : tick.ToString("0.####", CultureInfo.InvariantCulture);

    // A point a pixel column is enough: the mean of each bucket of points.
    private static (double X, double Y)[] Thin(IReadOnlyList<(double X, double Y)> points)
    {
        var finite = points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToArray();
        var bucket = (finite.Length + MostPoints - 1) / MostPoints;
        return bucket <= 1 ? finite : [.. finite.Chunk(bucket).Select(b => (b[b.Length / 2].X, b.Average(p => p.Y)))];
    }
}
