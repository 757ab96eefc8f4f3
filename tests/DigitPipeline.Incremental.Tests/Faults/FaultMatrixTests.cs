namespace DigitPipeline.Incremental.Tests.Faults;

/// <summary>A sample of what <c>./build.sh FaultMatrix</c> does in full.</summary>
public sealed class FaultMatrixTests : IDisposable
{
    private readonly MatrixWorkshop _workshop;
    private readonly FaultMatrix _matrix;

    public FaultMatrixTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "not run: needs Linux's signals and mounts");
        _workshop = new MatrixWorkshop();
        _matrix = new FaultMatrix(_workshop);
    }

    public void Dispose() => _workshop?.Dispose();

    [Fact]
    public void A_build_of_six_stages_has_at_least_200_write_points() => Assert.InRange(_workshop.Points.Count, 200, 2000);

    [Theory]
    [InlineData("KILL", 41)]
    [InlineData("TERM", 73)]
    [InlineData("INT", 109)]
    public void A_signal_at_a_write_point_costs_nothing_but_time(string signal, int step) => Assert.Empty(_matrix.Killed(signal, step).Failures);

    [Fact]
    public void A_full_disk_costs_nothing_but_time() => Assert.Empty(_matrix.FullDisk(step: 4000).Failures);

    [Fact]
    public void A_read_only_store_is_said_and_stops_nothing() => Assert.Empty(_matrix.ReadOnlyStore().Failures);

    [Theory]
    [InlineData("p/.stages/*.json")]
    [InlineData("p/.stages/stat-cache")]
    [InlineData("p/*/large")]
    [InlineData(".store/blobs/*")]
    public void A_flipped_bit_never_reaches_an_output(string kind) => Assert.Empty(_matrix.FlippedBits(kind).Failures);

    [Fact]
    public void Two_builds_of_one_pipeline_come_one_after_the_other() => Assert.Empty(_matrix.Racing(2).Failures);
}
