namespace DigitPipeline.Build.Tests.Samples;

/// <summary>The sample builds that tests start as processes of their own.</summary>
internal static class SampleBuilds
{
    public static readonly IReadOnlyDictionary<string, Func<int>> ByName = new Dictionary<string, Func<int>>
    {
        [nameof(ChainBuild)] = ChainBuild.Main,
        [nameof(InterruptibleBuild)] = InterruptibleBuild.Main,
    };
}
