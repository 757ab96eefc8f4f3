using Nuke.Common;
using Nuke.Common.IO;

namespace DigitPipeline.Build.Tests.Reporting;

public sealed class ExecutionPlanPageTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Plan_writes_a_page_prints_its_path_and_runs_nothing()
    {
        var outcome = sandbox.Run<Sample>("--plan");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Logged);
        Assert.Contains((sandbox.Nuke / "temp" / "execution-plan.html") + "\n", outcome.Output);
    }

    [Fact]
    public void The_page_lists_the_targets_in_order_with_what_they_do()
    {
        var page = Page();

        Assert.True(page.IndexOf("<h2>Fetch</h2>", StringComparison.Ordinal) < page.IndexOf("<h2>Default</h2>", StringComparison.Ordinal));
        Assert.Contains("<p>Gets &lt;pictures&gt; &amp; labels</p>", page);
        Assert.Contains("<dt>depends on</dt><dd>Fetch, Optional</dd>", page);
        Assert.Contains("<dt>writes</dt><dd>artifacts/*.record</dd>", page);
        Assert.Contains("<dt>reads from</dt><dd>Fetch</dd>", page);
        Assert.DoesNotContain("<h2>Unrelated</h2>", page);
    }

    [Fact]
    public void The_page_shows_what_will_be_skipped_and_why() =>
        Assert.Contains("<li class=\"skipped\"><h2>Optional</h2>\n<dl><dt>only when</dt><dd>1 &gt; 2</dd><dt>skipped</dt><dd>OnlyWhen: 1 &gt; 2</dd>", Page());

    [Fact]
    public void The_page_needs_nothing_but_itself()
    {
        var page = Page();

        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<link", page);
    }

    public void Dispose() => sandbox.Dispose();

    private string Page()
    {
        sandbox.Run<Sample>("--plan");
        return (sandbox.Nuke / "temp" / "execution-plan.html").ReadAllText();
    }

    private sealed class Sample : NukeBuild
    {
        private Target Fetch => _ => _.Description("Gets <pictures> & labels").Produces("artifacts/*.record").Executes(() => { });

        private Target Optional => _ => _.OnlyWhenStatic(() => 1 > 2).Executes(() => { });

        private Target Default => _ => _.DependsOn(Fetch, Optional).Consumes(Fetch).Executes(() => { });

        private Target Unrelated => _ => _.Executes(() => { });
    }
}
