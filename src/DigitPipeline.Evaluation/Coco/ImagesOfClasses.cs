namespace DigitPipeline.Evaluation.Coco;

/// <summary>Annotations and detections sorted into classes (by ascending id) and pictures (by ascending id).</summary>
internal sealed class ImagesOfClasses
{
    private readonly IReadOnlyList<long> imageIds;
    private readonly Dictionary<(long Category, long Image), List<CocoAnnotation>> truths = [];
    private readonly Dictionary<(long Category, long Image), List<NumberedDetection>> detections = [];

    public ImagesOfClasses(CocoGroundTruth truth, IReadOnlyList<CocoDetection> detected)
    {
        Categories = [.. truth.Categories.DistinctBy(c => c.Id).OrderBy(c => c.Id)];
        imageIds = [.. truth.ImageIds.Distinct().Order()];
        foreach (var annotation in truth.Annotations)
        {
            Add(truths, (annotation.CategoryId, annotation.ImageId), annotation);
        }

        var known = imageIds.ToHashSet();
        for (var i = 0; i < detected.Count; i++)
        {
            if (!known.Contains(detected[i].ImageId))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Detection {i + 1} is in picture {detected[i].ImageId}, which is not among the pictures of the ground truth."), nameof(detected));
            }

            Add(detections, (detected[i].CategoryId, detected[i].ImageId), new NumberedDetection(i + 1, detected[i]));
        }
    }

    public IReadOnlyList<CocoCategory> Categories { get; }

    /// <summary>The pictures that have annotations or detections of a class.</summary>
    public IReadOnlyList<(long ImageId, ClassInImage Pair)> Of(int category)
    {
        var images = new List<(long, ClassInImage)>();
        foreach (var image in imageIds)
        {
            var key = (Categories[category].Id, image);
            var annotated = truths.GetValueOrDefault(key);
            var found = detections.GetValueOrDefault(key);
            if (annotated is not null || found is not null)
            {
                images.Add((image, new ClassInImage(annotated ?? [], found ?? [])));
            }
        }

        return images;
    }

    private static void Add<T>(Dictionary<(long, long), List<T>> lists, (long, long) key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        list.Add(item);
    }
}
