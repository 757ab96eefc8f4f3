namespace DigitPipeline.Datasets.Rules;

/// <summary>The style sheet of the report: light and dark, wide and narrow.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--ink:#1c2024;--soft:#5b6470;--page:#fff;--box:#f3f5f7;--line:#d9dee4;
            --error:#c2410c;--warning:#a16207}
        @media(prefers-color-scheme:dark){:root{--ink:#e7eaee;--soft:#a2abb6;--page:#14171a;--box:#1f2429;--line:#363d45;
            --error:#ff9248;--warning:#f0c14b}}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:1100px;margin:0 auto;padding:24px}
        h1{font-size:1.7em}h2{font-size:1.2em;margin:2em 0 .4em}.soft{color:var(--soft)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px}
        .tiles div{background:var(--box);border-radius:8px;padding:12px 16px}
        .tiles b{display:block;font-size:1.8em;line-height:1.2}.tiles span{color:var(--soft);font-size:.9em}
        table{border-collapse:collapse;display:block;overflow-x:auto}
        th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        td.number{text-align:right;font-variant-numeric:tabular-nums}
        .error{color:var(--error);font-weight:600}.warning{color:var(--warning);font-weight:600}
        """;
}
