using Nuke.Common;
using Nuke.Common.Reporting;
using Nuke.Common.Utilities.Collections;

namespace DigitPipeline.Build.Tests.Reporting;

public sealed class SummaryTests : IDisposable
{
    private const string AsNukePrintsIt = """
        ═══════════════════════════════════════
        Target             Status      Duration
        ───────────────────────────────────────
        A                  Succeeded     < 1sec
        B                  Skipped                // OnlyWhen: RunB
        ───────────────────────────────────────
        Total                            < 1sec
        ═══════════════════════════════════════
        """;

    private readonly Sandbox sandbox = new();

    [Fact]
    public void The_summary_has_nukes_layout() =>
        Assert.Contains("\n" + AsNukePrintsIt + "\n\nBuild succeeded on ", sandbox.Run<Sample>().Output);

    [Fact]
    public void A_target_can_add_notes_to_its_line() =>
        Assert.Equal("Succeeded // Pictures: 360, Rate: 0.97", sandbox.Run<Sample>("Noting").Status("Noting"));

    [Fact]
    public void Long_names_make_the_table_wider()
    {
        var lines = sandbox.Run<Sample>("AVeryLongNameForSoSmallATarget").Output.Split('\n');

        Assert.Contains("AVeryLongNameForSoSmallATarget    Succeeded     < 1sec", lines);
        Assert.Contains(new string('═', 54), lines);
    }

    [Fact]
    public void A_target_that_only_stands_for_others_has_no_line() =>
        Assert.DoesNotContain("Default", sandbox.Run<Sample>().Output);

    [Theory]
    [InlineData(0.999, "< 1sec")]
    [InlineData(1, "0:01")]
    [InlineData(59.9, "0:59")]
    [InlineData(125, "2:05")]
    [InlineData(3725, "62:05")]
    public void Durations_are_minutes_and_seconds(double seconds, string text) =>
        Assert.Equal(text, SummaryTable.Duration(TimeSpan.FromSeconds(seconds)));

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        private static bool RunB => false;

        private Target A => _ => _.Executes(() => { });

        private Target B => _ => _.OnlyWhenDynamic(() => RunB).Executes(() => { });

        private Target Default => _ => _.DependsOn(A, B);

        private Target Noting => _ => _.Executes(() => ReportSummary(_ => _.AddPair("Pictures", 360).AddPair("Rate", 0.97)));

        private Target AVeryLongNameForSoSmallATarget => _ => _.Executes(() => { });
    }
}
