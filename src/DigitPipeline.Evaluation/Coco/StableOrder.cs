namespace DigitPipeline.Evaluation.Coco;

/// <summary>Order by score as numpy's merge sort of the negated scores gives it: equal scores keep their order, NaN comes last.</summary>
internal static class StableOrder
{
    /// <summary>Indices of the items in order.</summary>
    public static int[] ByDescendingScore<T>(IReadOnlyList<T> items, Func<T, double> score)
    {
        var keys = new Key[items.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new Key(score(items[i]), i);
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, k => k.Index);
    }

    private readonly record struct Key(double Score, int Index) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            if (Score > other.Score)
            {
                return -1;
            }

            if (Score < other.Score)
            {
                return 1;
            }

            var nan = double.IsNaN(Score).CompareTo(double.IsNaN(other.Score));
            return nan != 0 ? nan : Index.CompareTo(other.Index);
        }
    }
}
