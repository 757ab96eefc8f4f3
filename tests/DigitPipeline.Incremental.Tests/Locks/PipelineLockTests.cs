using System.Diagnostics;
using DigitPipeline.Incremental.Locks;

namespace DigitPipeline.Incremental.Tests.Locks;

public sealed class PipelineLockTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Waiting_gets_the_lock_when_the_owner_lets_go()
    {
        var token = TestContext.Current.CancellationToken;
        var first = PipelineLock.Take(_pipeline.Root, "first", false, null, token);
        var waiting = new TaskCompletionSource<string>();
        var second = Task.Run(() => PipelineLock.Take(_pipeline.Root, "second", true, waiting.SetResult, token), token);
        Assert.Contains("`first`", await waiting.Task);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public void What_a_dead_owner_left_does_not_block()
    {
        _pipeline.Write("owner.json", """{"process":{"id":1,"start":"another boot"},"child":{"id":1,"start":"another boot"},"command":"x","started":"y"}""");
        PipelineLock.Take(_pipeline.Root, "next", false, null, TestContext.Current.CancellationToken).Dispose();
    }

    [Fact]
    public void A_process_that_only_has_the_number_of_a_dead_owners_child_is_left_alone()
    {
        using var other = Process.Start("sleep", "600");
        try
        {
            _pipeline.Write("owner.json", $$"""
                {"process":{"id":1,"start":"another boot"},"child":{"id":{{other.Id:D}},"start":"77@another boot"},"command":"x","started":"y"}
                """);
            PipelineLock.Take(_pipeline.Root, "next", false, null, TestContext.Current.CancellationToken).Dispose();
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }
}
