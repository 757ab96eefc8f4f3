using Nuke.Common;
using Serilog;

namespace DigitPipeline.Build.Tests.Samples;

/// <summary>A, then B, then the default.</summary>
internal sealed class ChainBuild : NukeBuild
{
    private Target A => _ => _
        .Description("First of all")
        .Executes(() => Log.Information("A"));

    private Target B => _ => _
        .DependsOn(A)
        .Executes(() => Log.Information("B"));

    private Target Default => _ => _
        .DependsOn(B)
        .Executes(() => Log.Information("Default"));

    public static int Main() => Execute<ChainBuild>(x => x.Default);
}
