using System.Globalization;
using System.Net;
using System.Text;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.Reporting;

/// <summary>The execution plan as a page that needs nothing but itself.</summary>
internal static class ExecutionPlanPage
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Execution plan</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        ol { list-style: none; padding: 0; counter-reset: step; }
        li { counter-increment: step; position: relative; margin: 0 0 1.5rem; }
        li { border: 1px solid #8888; border-radius: .5rem; padding: .75rem 1rem; }
        li + li::before { content: "↓"; position: absolute; top: -1.6rem; left: 50%; }
        h2 { font-size: 1.1rem; margin: 0; }
        h2::before { content: counter(step) ". "; opacity: .6; }
        .skipped { border-style: dashed; opacity: .7; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .5rem 0 0; }
        dt { opacity: .7; } dd { margin: 0; }
        </style>
        </head>
        <body>
        <h1>Execution plan</h1>

        """;

    /// <summary>Writes the page to <c>execution-plan.html</c> and returns its path.</summary>
    public static string Write(AbsolutePath folder, IReadOnlyList<ExecutableTarget> plan)
    {
        var file = folder / "execution-plan.html";
        WholeFile.Write(file, Encoding.UTF8.GetBytes(Content(plan)));
        return file;
    }

    private static string Content(IReadOnlyList<ExecutableTarget> plan)
    {
        var page = new StringBuilder(Head);
        var invoked = string.Join(", ", plan.Where(target => target.Invoked).Select(target => target.Name));
        page.Append(CultureInfo.InvariantCulture, $"<p>For {Html(invoked)}; targets run from top to bottom.</p>\n<ol>\n");
        foreach (var target in plan)
            AppendTarget(page, target);
        return page.Append("</ol>\n</body>\n</html>\n").ToString();
    }

    private static void AppendTarget(StringBuilder page, ExecutableTarget target)
    {
        var skipped = target.Status == ExecutionStatus.Skipped || TargetSkipping.IsRuledOut(target);
        page.Append(skipped ? "<li class=\"skipped\">" : "<li>");
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Html(target.Name)}</h2>\n");
        if (target.Description is { Length: > 0 } description)
            page.Append(CultureInfo.InvariantCulture, $"<p>{Html(description)}</p>\n");
        page.Append("<dl>");
        AppendRow(page, "depends on", target.ExecutionDependencies.Select(other => other.Name));
        AppendRow(page, "runs after", target.OrderDependencies.Select(other => other.Name));
        AppendRow(page, "triggered by", target.TriggerDependencies.Select(other => other.Name));
        AppendRow(page, "triggers", target.Triggers.Select(other => other.Name));
        AppendRow(page, "reads from", target.ArtifactDependencies.Select(other => other.Name));
        AppendRow(page, "writes", target.ArtifactProducts);
        AppendRow(page, "only when", target.StaticConditions.Concat(target.DynamicConditions).Select(condition => condition.Text));
        AppendRow(page, "skipped", skipped ? target.SummaryInformation.Select(note => $"{note.Key}: {note.Value}") : []);
        page.Append("</dl></li>\n");
    }

    private static void AppendRow(StringBuilder page, string name, IEnumerable<string> values)
    {
        var text = string.Join(", ", values);
        if (text.Length > 0)
            page.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{Html(text)}</dd>");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
