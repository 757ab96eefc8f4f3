using System.Security.Cryptography;
using DigitPipeline.Formats.Example;

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
    public static TestSplit Of(DataSet set, double share, CancellationToken cancellation = default) => Of(set, share, picture =>
    {
        cancellation.ThrowIfCancellationRequested();
        using var stream = File.OpenRead(picture.Path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    });

    /// <summary>The same with digests that are at hand.</summary>
    internal static TestSplit Of(DataSet set, double share, Func<DataSetPicture, string> digest)
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

        var chosen = Choose(train, share, digest);
        return new TestSplit([.. train.Where(picture => !chosen.Contains(picture))], [.. train.Where(chosen.Contains)], StandsIn: true);
    }

    private static HashSet<DataSetPicture> Choose(List<DataSetPicture> pictures, double share, Func<DataSetPicture, string> digest)
    {
        var chosen = new HashSet<DataSetPicture>();
        if (share == 0 || pictures.Count < 2)
        {
            return chosen;
        }

        var wanted = Math.Clamp((int)Math.Round(pictures.Count * share, MidpointRounding.AwayFromZero), 1, pictures.Count - 1);
        foreach (var copies in pictures.GroupBy(digest).OrderBy(group => group.Key, Utf8Order.Instance).Select(group => group.ToList()))
        {
            if (chosen.Count >= wanted)
            {
                break;
            }

            if (chosen.Count + copies.Count < pictures.Count)
            {
                chosen.UnionWith(copies);
            }
        }

        return chosen;
    }
}
