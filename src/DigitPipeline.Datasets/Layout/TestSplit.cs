using DigitPipeline.Datasets.Execution;

namespace DigitPipeline.Datasets.Layout;

/// <summary>Which annotated pictures are trained on and which are kept for evaluation.</summary>
/// <param name="Train">For training, in the order of their names.</param>
/// <param name="Test">For evaluation, in the order of their names; the model never sees them.</param>
/// <param name="StandsIn">True where the data set has no annotated picture in <c>test/</c> and a share of <c>train/</c> stands in.</param>
public sealed record TestSplit(IReadOnlyList<DataSetPicture> Train, IReadOnlyList<DataSetPicture> Test, bool StandsIn)
{
    /// <summary>
    /// The data set's own <c>test/</c>; where it has none, a share of <c>train/</c>. That split depends on the pictures' bytes alone:
    /// they are ranked by SHA-256 and the first are kept for evaluation. So a corrected annotation or a new name moves no picture,
    /// one more picture moves at most one other, and copies of a picture are never on both sides.
    /// </summary>
    /// <param name="set">The data set.</param>
    /// <param name="share">
    /// Share of the pictures for evaluation where the split stands in, from 0 to below 1; above 0, at least one picture is kept for
    /// evaluation and one for training where there are two.
    /// </param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="IOException">A picture cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A picture may not be read.</exception>
    public static TestSplit Of(DataSet set, double share, CancellationToken cancellation = default) =>
        Of(set, share, pictures =>
        {
            var (digests, count) = (new ContentDigest[pictures.Count], 0);
            foreach (var digest in OrderedWork.Run(pictures, Digest, cancellation))
            {
                digests[count++] = digest;
            }

            return digests;
        });

    /// <summary>The same with digests that are at hand, one for each of the pictures that it is given.</summary>
    internal static TestSplit Of(DataSet set, double share, Func<IReadOnlyList<DataSetPicture>, ContentDigest[]> digests)
    {
        if (share is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share of test pictures is expected from 0 to below 1.");
        }

        var train = set.Train.Annotated.ToList();
        var test = set.Test.Annotated.ToList();
        if (test.Count > 0)
        {
            return new TestSplit(train, test, StandsIn: false);
        }

        var chosen = share == 0 || train.Count < 2 ? new bool[train.Count] : Choose(digests(train), share);
        return new TestSplit([.. train.Where((_, i) => !chosen[i])], [.. train.Where((_, i) => chosen[i])], StandsIn: true);
    }

    private static ContentDigest Digest(DataSetPicture picture)
    {
        using var bytes = FileBytes.Read(picture.Path);
        return ContentDigest.Of(bytes.Memory.Span);
    }

    private static bool[] Choose(ContentDigest[] digests, double share)
    {
        var (chosen, count) = (new bool[digests.Length], 0);
        var ranked = Enumerable.Range(0, digests.Length).ToArray();
        Array.Sort(ranked, (x, y) => digests[x].CompareTo(digests[y]));
        var wanted = Math.Clamp((int)Math.Round(digests.Length * share, MidpointRounding.AwayFromZero), 1, digests.Length - 1);
        for (var first = 0; first < ranked.Length && count < wanted;)
        {
            var next = first + 1;
            while (next < ranked.Length && digests[ranked[next]] == digests[ranked[first]])
            {
                next++;
            }

            if (count + next - first < digests.Length)
            {
                for (; first < next; first++, count++)
                {
                    chosen[ranked[first]] = true;
                }
            }

            first = next;
        }

        return chosen;
    }
}
