using System.Runtime.ExceptionServices;
using DigitPipeline.Detection.Execution;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Threads that live as long as a training, each with one libtorch thread of its own: sums inside an operation then have one
/// order, whatever the number of cores.
/// </summary>
internal sealed class ReplicaThreads : IDisposable
{
    private readonly SemaphoreSlim[] starts;
    private readonly Thread[] threads;
    private readonly CountdownEvent pending;
    private readonly Exception?[] failures;
    private Action<int>? work;

    public ReplicaThreads(int count)
    {
        TorchSettings.Apply();
        starts = [.. Enumerable.Range(0, count).Select(_ => new SemaphoreSlim(0))];
        failures = new Exception?[count];
        pending = new CountdownEvent(count);
        threads = [.. Enumerable.Range(0, count).Select(index =>
            new Thread(() => Serve(index)) { IsBackground = true, Name = FormattableString.Invariant($"replica {index}") })];
        foreach (var thread in threads)
        {
            thread.Start();
        }
    }

    /// <summary>Runs <paramref name="part"/> in every thread with that thread's number, and waits for all.</summary>
    public void Run(Action<int> part)
    {
        work = part;
        pending.Reset();
        foreach (var start in starts)
        {
            start.Release();
        }

        pending.Wait();
        if (failures.FirstOrDefault(failure => failure != null) is { } first)
        {
            Array.Clear(failures);
            ExceptionDispatchInfo.Throw(first);
        }
    }

    public void Dispose()
    {
        work = null;
        for (var index = 0; index < threads.Length; index++)
        {
            starts[index].Release();
            threads[index].Join();
            starts[index].Dispose();
        }

        pending.Dispose();
    }

    private void Serve(int index)
    {
        TorchSettings.Apply();
        while (true)
        {
            starts[index].Wait();
            if (work is not { } part)
            {
                return;
            }

            try
            {
                part(index);
            }
            catch (Exception failure)
            {
                failures[index] = failure;
            }

            pending.Signal();
        }
    }
}
