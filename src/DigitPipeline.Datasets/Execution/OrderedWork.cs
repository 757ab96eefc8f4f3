namespace DigitPipeline.Datasets.Execution;

/// <summary>Work on many items on all cores whose results come in the order of the items, a few of them ahead of the reader.</summary>
internal static class OrderedWork
{
    private const int AheadOfEachCore = 8;

    /// <summary>
    /// The results one after the other. An error comes where its item stands, after the results before it: the same one on any
    /// machine.
    /// </summary>
    /// <exception cref="OperationCanceledException">Stopped between two results.</exception>
    public static IEnumerable<TResult> Run<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, TResult> work, CancellationToken cancellation)
    {
        var most = AheadOfEachCore * Environment.ProcessorCount;
        var begun = new Queue<Task<TResult>>(most);
        try
        {
            foreach (var item in items)
            {
                cancellation.ThrowIfCancellationRequested();
                begun.Enqueue(Task.Run(() => work(item), CancellationToken.None));
                if (begun.Count == most)
                {
                    yield return begun.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (begun.TryDequeue(out var next))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return next.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // What was begun ends before its files and buffers are taken away; nobody waits for its result or its error.
            ((Task)Task.WhenAll(begun)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }
}
