namespace DigitPipeline.Evaluation.Coco;

/// <summary>What COCO calls the ground truth: pictures, classes and annotations.</summary>
/// <param name="ImageIds">Ids of all pictures, in any order; a repeated id counts once.</param>
/// <param name="Categories">The classes that are evaluated.</param>
/// <param name="Annotations">All annotations, in the file's order, which breaks ties.</param>
public sealed record CocoGroundTruth(
    IReadOnlyList<long> ImageIds, IReadOnlyList<CocoCategory> Categories, IReadOnlyList<CocoAnnotation> Annotations);

/// <summary>A class.</summary>
public sealed record CocoCategory(long Id, string Name);

/// <summary>An annotated box.</summary>
/// <param name="Id">Unique id. COCO's evaluation takes a match with id 0 for none, so ids start at 1.</param>
/// <param name="ImageId">The picture.</param>
/// <param name="CategoryId">The class.</param>
/// <param name="Box">Where it is, in pixels.</param>
/// <param name="Area">The area that decides between small, medium and large; not always the box's.</param>
/// <param name="IsCrowd">A region with many objects: it absorbs detections and need not be found.</param>
public readonly record struct CocoAnnotation(long Id, long ImageId, long CategoryId, CocoBox Box, double Area, bool IsCrowd);

/// <summary>A detected box with its confidence.</summary>
public readonly record struct CocoDetection(long ImageId, long CategoryId, CocoBox Box, double Score);
