namespace DigitPipeline.Evaluation.PascalVoc;

/// <summary>
/// The order that the original's evaluators rank by: numpy's <c>argsort</c> (quicksort by the median of three, parts of 16 and fewer
/// by insertion), reversed. It differs from other sorts in the order of equal scores only, which the metrics depend on.
/// </summary>
internal static class QuickOrder
{
    private const int SmallPart = 15;

    /// <summary>Indices of the scores from the highest to the lowest; NaN counts as the highest.</summary>
    public static int[] Descending(IReadOnlyList<double> scores)
    {
        var order = Enumerable.Range(0, scores.Count).ToArray();
        Sort(scores, order, 0, order.Length - 1);
        Array.Reverse(order);
        return order;
    }

    private static void Sort(IReadOnlyList<double> scores, int[] order, int left, int right)
    {
        while (right - left > SmallPart)
        {
            var middle = Partition(scores, order, left, right);
            if (middle - left < right - middle)
            {
                Sort(scores, order, left, middle - 1);
                left = middle + 1;
            }
            else
            {
                Sort(scores, order, middle + 1, right);
                right = middle - 1;
            }
        }

        for (var i = left + 1; i <= right; i++)
        {
            var (moved, to) = (order[i], i);
            for (; to > left && Less(scores[moved], scores[order[to - 1]]); to--)
            {
                order[to] = order[to - 1];
            }

            order[to] = moved;
        }
    }

    private static int Partition(IReadOnlyList<double> scores, int[] order, int left, int right)
    {
        var middle = left + ((right - left) >> 1);
        SwapIfLess(middle, left);
        SwapIfLess(right, middle);
        SwapIfLess(middle, left);
        var pivot = scores[order[middle]];
        var (low, high) = (left, right - 1);
        (order[middle], order[high]) = (order[high], order[middle]);
        while (true)
        {
            do
            {
                low++;
            }
            while (Less(scores[order[low]], pivot));

            do
            {
                high--;
            }
            while (Less(pivot, scores[order[high]]));

            if (low >= high)
            {
                (order[low], order[right - 1]) = (order[right - 1], order[low]);
                return low;
            }

            (order[low], order[high]) = (order[high], order[low]);
        }

        void SwapIfLess(int a, int b)
        {
            if (Less(scores[order[a]], scores[order[b]]))
            {
                (order[a], order[b]) = (order[b], order[a]);
            }
        }
    }

    private static bool Less(double a, double b) => a < b || (double.IsNaN(b) && !double.IsNaN(a));
}
