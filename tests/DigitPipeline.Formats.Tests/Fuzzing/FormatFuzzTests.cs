using Fuzz;

namespace DigitPipeline.Formats.Tests.Fuzzing;

/// <summary>
/// Damaged inputs give a result or a <see cref="FormatException"/>, and never much more memory than they have bytes. A short run;
/// <c>./build.sh Fuzz</c> is the long one.
/// </summary>
public class FormatFuzzTests
{
    private const int Inputs = 1500;

    public static TheoryData<string> Parsers => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Damaged_inputs_are_read_or_refused(string parser)
    {
        var run = FuzzRun.Of(FuzzTargets.All.Single(target => target.Name == parser), Inputs);
        Assert.Null(run.Failure);
        Assert.InRange(run.Refused, 1, Inputs - 1);
    }

    [Fact]
    public void An_error_of_another_kind_and_too_much_memory_are_failures()
    {
        var crashing = new FuzzTarget("crashing", [[1, 2, 3]], bytes => { _ = bytes[2]; });
        Assert.Contains("IndexOutOfRangeException", FuzzRun.Of(crashing, 1000).Failure, StringComparison.Ordinal);
        var greedy = new FuzzTarget("greedy", [[1, 2, 3]], bytes => GC.KeepAlive(new byte[bytes[0] == 1 ? 1 : 1 << 20]));
        Assert.Contains("bytes allocated", FuzzRun.Of(greedy, 1000).Failure, StringComparison.Ordinal);
    }
}
