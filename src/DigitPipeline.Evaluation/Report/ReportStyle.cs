namespace DigitPipeline.Evaluation.Report;

/// <summary>The style sheet of the report: light and dark, wide and narrow.</summary>
internal static class ReportStyle
{
    public const string Css = """

        :root{color-scheme:light dark;--ink:#1c2024;--soft:#5b6470;--page:#fff;--box:#f3f5f7;--line:#d9dee4;--right:#009e73;--wrong:#d55e00}
        @media(prefers-color-scheme:dark){:root{--ink:#e7eaee;--soft:#a2abb6;--page:#14171a;--box:#1f2429;--line:#363d45;--right:#2fc79c;--wrong:#ff9248}}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:1200px;margin:0 auto;padding:24px}
        h1{font-size:1.7em;margin:.2em 0 .7em}h2{font-size:1.2em;margin:2em 0 .4em}
        .note{color:var(--soft);margin:.4em 0 1em;max-width:75ch}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:12px}
        .tiles div{background:var(--box);border-radius:8px;padding:14px 16px}
        .tiles b{display:block;font-size:1.9em;line-height:1.2}.tiles span{color:var(--soft);font-size:.9em}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:24px;margin-top:20px}
        figure{margin:0}figcaption{color:var(--soft);font-size:.9em}
        svg{width:100%;height:auto}svg text{font-size:12px;fill:var(--soft)}
        .grid{stroke:var(--line);fill:none}polyline{fill:none;stroke-width:2}
        .s0{stroke:#0072b2;--c:#0072b2}.s1{stroke:#e69f00;--c:#e69f00}.s2{stroke:#009e73;--c:#009e73}
        .s3{stroke:#d55e00;--c:#d55e00}.s4{stroke:#cc79a7;--c:#cc79a7}.s5{stroke:#56b4e9;--c:#56b4e9}
        .legend{margin:0;font-size:.85em}.legend span{margin-right:1.2em}
        .legend span:before{content:"";display:inline-block;width:1.6em;height:3px;margin-right:.4em;vertical-align:middle;background:var(--c)}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums;display:block;overflow-x:auto}
        th,td{padding:3px 12px;text-align:right;border-bottom:1px solid var(--line)}thead th{color:var(--soft);font-weight:500}
        .confusion td{min-width:2em}.zero{opacity:.3}td.right{color:var(--right);font-weight:600}td.wrong{color:var(--wrong);font-weight:600}
        .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:16px;align-items:start}
        .pictures img{width:100%;height:auto;border-radius:6px;background:var(--box)}
        .key{padding:1px 8px;border-radius:4px;color:#fff;font-size:.9em}
        .key.right{background:#009e73}.key.wrongclass{background:#e69f00;color:#000}.key.false{background:#d55e00}.key.missed{background:#0072b2}

        """;
}
