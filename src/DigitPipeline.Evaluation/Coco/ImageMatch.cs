namespace DigitPipeline.Evaluation.Coco;

/// <summary>
/// How the detections of one class in one picture were matched, for one range of area. Arrays are <c>[threshold][item]</c>; detections
/// by descending score (at most 100), annotations with those that count first.
/// </summary>
/// <param name="ImageId">The picture.</param>
/// <param name="DetectionIds">Places of the detections in the input, counted from 1.</param>
/// <param name="Scores">Scores of the detections.</param>
/// <param name="TruthIds">Ids of the annotations.</param>
/// <param name="TruthIgnored">Annotations that need not be found: crowds, and those outside the range.</param>
/// <param name="DetectionMatches">Id of the matched annotation, 0 for none.</param>
/// <param name="TruthMatches">Id of the matched detection, 0 for none.</param>
/// <param name="DetectionIgnored">Detections that count neither as right nor as wrong.</param>
public sealed record ImageMatch(
    long ImageId,
    long[] DetectionIds,
    double[] Scores,
    long[] TruthIds,
    bool[] TruthIgnored,
    long[][] DetectionMatches,
    long[][] TruthMatches,
    bool[][] DetectionIgnored);
