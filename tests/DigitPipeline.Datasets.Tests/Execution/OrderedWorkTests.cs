using DigitPipeline.Datasets.Execution;

namespace DigitPipeline.Datasets.Tests.Execution;

public class OrderedWorkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Results_come_in_the_order_of_the_items_however_long_each_takes() => Assert.Equal(
        Enumerable.Range(0, 1000),
        OrderedWork.Run(Enumerable.Range(0, 1000), item =>
        {
            Thread.SpinWait(item % 7 * 2000);
            return item;
        }, Cancellation));

    [Fact]
    public void The_first_error_in_the_order_of_the_items_is_the_one_that_comes()
    {
        var taken = new List<int>();
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var result in OrderedWork.Run(Enumerable.Range(0, 1000), Work, Cancellation))
            {
                taken.Add(result);
            }
        });
        Assert.Equal("20", error.Message);
        Assert.Equal(Enumerable.Range(0, 20), taken);

        static int Work(int item)
        {
            Thread.SpinWait(item == 20 ? 100_000 : 0);
            return item < 20 ? item : throw new InvalidDataException($"{item}");
        }
    }

    [Fact]
    public void Only_a_few_items_are_begun_ahead_of_the_reader_and_none_once_it_leaves()
    {
        var begun = 0;
        foreach (var result in OrderedWork.Run(Enumerable.Range(0, 100_000), _ => Interlocked.Increment(ref begun), Cancellation).Take(3))
        {
            Assert.True(result > 0);
        }

        var atLeaving = begun;
        Assert.InRange(atLeaving, 3, 1000);
        Assert.Equal(atLeaving, Volatile.Read(ref begun));
    }

    [Fact]
    public void Cancelling_stops_between_two_results()
    {
        using var source = new CancellationTokenSource();
        var taken = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in OrderedWork.Run(Enumerable.Range(0, 100_000), item => item, source.Token))
            {
                if (++taken == 5)
                {
                    source.Cancel();
                }
            }
        });
        Assert.Equal(5, taken);
    }
}
