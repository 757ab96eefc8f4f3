using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Evaluation.Recognition;

/// <summary>How many objects were recognised. A detection without an object is false; a found object of another class is not right.</summary>
/// <param name="Right">Objects found with their class.</param>
/// <param name="Total">All objects.</param>
/// <param name="False">Detections that match no object.</param>
public readonly record struct RecognitionCount(int Right, int Total, int False)
{
    /// <summary>Right / all; 1 where there is no object.</summary>
    public double Rate => Total == 0 ? 1 : (double)Right / Total;
}

/// <summary>Recognition over a set of pictures.</summary>
/// <param name="All">Over all classes.</param>
/// <param name="PerClass">Of each class, in the order asked for; false detections count for the class that they claim.</param>
/// <param name="Confusion">
/// <c>[true class, detected class]</c> in the order of the classes; the last row holds false detections, the last column missed objects.
/// </param>
public sealed record RecognitionRate(RecognitionCount All, IReadOnlyList<RecognitionCount> PerClass, int[,] Confusion)
{
    /// <summary>The score from which a detection counts.</summary>
    public const double MinScore = .5;

    /// <summary>The IoU from which a detection matches an object.</summary>
    public const double MinIoU = .5;

    /// <summary>
    /// Counts over pictures: detections of score .5 and more, matched one to one to objects by descending score at IoU .5 and more, whatever
    /// their class.
    /// </summary>
    /// <exception cref="ArgumentException">An object or detection has a class that is not among <paramref name="classIds"/>.</exception>
    public static RecognitionRate Compute(
        IEnumerable<(IReadOnlyList<GroundTruth> Objects, IReadOnlyList<DetectedObject> Detections)> pictures, IReadOnlyList<int> classIds)
    {
        var places = classIds.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i);
        int Place(int id) => places.TryGetValue(id, out var place) ? place : throw new ArgumentException(
            FormattableString.Invariant($"The class id {id} is not in the label map."), nameof(pictures));

        var none = classIds.Count;
        var confusion = new int[none + 1, none + 1];
        foreach (var (objects, detections) in pictures)
        {
            foreach (var pair in DetectionMatching.Match(objects, detections, MinScore, MinIoU))
            {
                confusion[pair.Truth is { } truth ? Place(truth.ClassId) : none, pair.Detection is { } found ? Place(found.ClassId) : none]++;
            }
        }

        var perClass = classIds.Select((_, k) => new RecognitionCount(
            confusion[k, k], Enumerable.Range(0, none + 1).Sum(j => confusion[k, j]), confusion[none, k])).ToArray();
        var all = new RecognitionCount(perClass.Sum(c => c.Right), perClass.Sum(c => c.Total), perClass.Sum(c => c.False));
        return new RecognitionRate(all, perClass, confusion);
    }
}
