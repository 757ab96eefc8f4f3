using System.Globalization;
using System.Net;
using System.Text;
using DigitPipeline.Evaluation.Coco;
using DigitPipeline.Evaluation.Pictures;
using DigitPipeline.Evaluation.Recognition;

namespace DigitPipeline.Evaluation.Report;

/// <summary>The page for people: one file without outside resources, clock or random ids.</summary>
internal sealed class HtmlReport(EvaluationReport report, string title, int maxPictures)
{
    private const int PictureSize = 560;
    private readonly StringBuilder html = new();

    public string Write()
    {
        Add($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        Add($"<title>{Text(title)}: evaluation</title>\n<style>{ReportStyle.Css}</style></head>\n<body><main>\n<h1>{Text(title)}: evaluation</h1>\n");
        Headline();
        Curves();
        ClassTable();
        Confusion();
        Thresholds();
        CocoTable();
        Pictures();
        Add($"</main></body></html>\n");
        return html.ToString();
    }

    private void Headline()
    {
        var all = report.Recognition.All;
        Add($"<section class=\"tiles\">");
        Tile(Percent(all.Rate), $"recognition rate: {all.Right} of {all.Total} digits right");
        Tile(all.False.ToString(CultureInfo.InvariantCulture), "false detections");
        Tile(Decimal(report.Coco.MeanAveragePrecision), "mAP, IoU .50 to .95");
        Tile(Decimal(report.Coco.Stats[1]), "mAP at IoU .50");
        Tile(report.Images.Count.ToString(CultureInfo.InvariantCulture), "pictures");
        Add($"</section>\n<p class=\"note\">A detection counts from score .5. Detections are matched one to one to digits by descending score at IoU .5 and more, whatever their class; a digit is right when its match has its class.</p>\n");
    }

    private void Tile(string number, string label) => Add($"<div><b>{Text(number)}</b><span>{Text(label)}</span></div>");

    private void Curves()
    {
        Add($"<section class=\"charts\">");
        var precision = new[] { (0, ".50"), (5, ".75"), (8, ".90") }.Select(t => new CurveSeries("IoU " + t.Item2, MeanPrecision(t.Item1))).ToArray();
        html.Append(new LineChart("Precision over recall, mean of the classes", "recall", precision) { YRange = (0, 1) }.Svg());
        var losses = report.Training?.Series.Where(s => s.Name.Contains("loss", StringComparison.OrdinalIgnoreCase)).ToArray() ?? [];
        if (losses.Length > 0)
        {
            html.Append(new LineChart("Training loss", "step", losses) { Logarithmic = true }.Svg());
        }

        var rates = report.Training?.Series.Where(s => s.Name.Contains("learning", StringComparison.OrdinalIgnoreCase)).ToArray() ?? [];
        if (rates.Length > 0)
        {
            html.Append(new LineChart("Learning rate", "step", rates).Svg());
        }

        Add($"</section>\n");
    }

    private (double, double)[] MeanPrecision(int threshold) =>
    [
        .. CocoParameters.RecallThresholds.Select((recall, r) => (recall, Enumerable.Range(0, report.Classes.Count)
            .Select(k => report.Coco.Table.PrecisionAt(threshold, r, k, 0, 2)).Where(p => p > -1).DefaultIfEmpty(0).Average())),
    ];

    private void ClassTable()
    {
        Add($"<h2>Classes</h2>\n<table><thead><tr><th>class<th>digits<th>right<th>rate<th>false<th>AP<th>AP at .50<th>AP at .75<th>AR at 100</tr></thead><tbody>\n");
        for (var k = 0; k < report.Classes.Count; k++)
        {
            var (count, stats) = (report.Recognition.PerClass[k], report.Coco.PerClass[k].Stats);
            var rate = count.Total == 0 ? "–" : Percent(count.Rate);
            Add($"<tr><th>{Text(report.Classes[k].Name)}<td>{count.Total}<td>{count.Right}<td>{rate}<td>{count.False}<td>{Decimal(stats[0])}<td>{Decimal(stats[1])}<td>{Decimal(stats[2])}<td>{Decimal(stats[8])}</tr>\n");
        }

        Add($"</tbody></table>\n");
    }

    private void Confusion()
    {
        var none = report.Classes.Count;
        Add($"<h2>Confusion</h2>\n<p class=\"note\">Rows: the digit; columns: what was detected. Last row: false detections; last column: missed digits.</p>\n<table class=\"confusion\"><thead><tr><th>");
        foreach (var c in report.Classes)
        {
            Add($"<th>{Text(c.Name)}");
        }

        Add($"<th>missed</tr></thead><tbody>\n");
        for (var t = 0; t <= none; t++)
        {
            Add($"<tr><th>{(t == none ? "false" : Text(report.Classes[t].Name))}");
            for (var d = 0; d <= none; d++)
            {
                var count = report.Recognition.Confusion[t, d];
                var kind = count == 0 ? "zero" : t == d ? "right" : "wrong";
                Add($"<td class=\"{kind}\">{(t == none && d == none ? "" : count.ToString(CultureInfo.InvariantCulture))}");
            }

            Add($"</tr>\n");
        }

        Add($"</tbody></table>\n");
    }

    private void Thresholds()
    {
        Add($"<h2>Choice of the score threshold</h2>\n<table><thead><tr><th>score from<th>right<th>wrong class<th>missed<th>false</tr></thead><tbody>\n");
        for (var tenth = 2; tenth <= 9; tenth++)
        {
            var pairs = report.Images.SelectMany(i => DetectionMatching.Match(i.Picture.Objects, i.Detections, tenth / 10.0)).ToArray();
            var right = pairs.Count(p => p.IsRight);
            var (missed, wrong) = (pairs.Count(p => p.IsMissed), pairs.Count(p => p.IsFalse));
            Add($"<tr><th>.{tenth}<td>{right}<td>{pairs.Length - right - missed - wrong}<td>{missed}<td>{wrong}</tr>\n");
        }

        Add($"</tbody></table>\n");
    }

    private void CocoTable()
    {
        Add($"<h2>COCO numbers</h2>\n<table><thead><tr>");
        foreach (var name in CocoResult.StatNames)
        {
            Add($"<th>{name.Replace('_', ' ')}");
        }

        Add($"</tr></thead><tbody><tr>");
        foreach (var number in report.Coco.Stats)
        {
            Add($"<td>{Decimal(number)}");
        }

        Add($"</tr></tbody></table>\n");
    }

    private void Pictures()
    {
        string Name(int id) => report.Classes.FirstOrDefault(c => c.Id == id)?.Name ?? id.ToString(CultureInfo.InvariantCulture);
        var pictures = report.Images
            .Select(i => (Image: i, Pairs: DetectionMatching.Match(i.Picture.Objects, i.Detections)))
            .OrderByDescending(p => p.Pairs.Count(m => !m.IsRight)).ThenBy(p => p.Image.Picture.Name, StringComparer.Ordinal).ToArray();
        Add($"<h2>Pictures</h2>\n<p class=\"note\">Those with the most errors first; {Math.Min(maxPictures, pictures.Length)} of {pictures.Length}. ");
        Add($"<span class=\"key right\">right</span> <span class=\"key wrongclass\">wrong class</span> <span class=\"key false\">false</span> <span class=\"key missed\">missed</span></p>\n<section class=\"pictures\">\n");
        foreach (var (image, pairs) in pictures.Take(maxPictures))
        {
            var painted = DetectionPainter.PaintMatches(image.Picture.Image, pairs, Name);
            var errors = pairs.Count(p => !p.IsRight);
            var jpeg = Convert.ToBase64String(JpegPicture.Encode(painted, PictureSize));
            var verdict = string.Create(CultureInfo.InvariantCulture, $"{pairs.Count(p => p.IsRight)} right{(errors > 0 ? $", {errors} wrong" : "")}");
            Add($"<figure><img loading=\"lazy\" width=\"{painted.Width}\" height=\"{painted.Height}\" alt=\"{Text(image.Picture.Name)}\" src=\"data:image/jpeg;base64,{jpeg}\"><figcaption>{Text(image.Picture.Name)}: {verdict}</figcaption></figure>\n");
        }

        Add($"</section>\n");
    }

    private void Add(FormattableString text) => html.Append(text.ToString(CultureInfo.InvariantCulture));

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Percent(double value) => (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Decimal(double value) => value <= -1 ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
