namespace DigitPipeline.Formats.PascalVoc;

/// <summary>
/// One annotated object. Coordinates are pixels as they stand in the file (LabelImg's are integers from 1, other tools write
/// fractions), neither clipped nor ordered.
/// </summary>
/// <param name="Name">The class, as in the label map.</param>
/// <param name="XMin">Left edge.</param>
/// <param name="YMin">Upper edge.</param>
/// <param name="XMax">Right edge.</param>
/// <param name="YMax">Lower edge.</param>
/// <param name="Difficult">Marked as hard to recognise; evaluation leaves it out.</param>
/// <param name="Truncated">Reaches beyond the picture.</param>
/// <param name="Pose">LabelImg always writes <c>Unspecified</c>.</param>
/// <param name="Line">Line of the object in the file, from 1; 0 for an object that was not read from a file.</param>
public sealed record VocObject(
    string Name,
    double XMin,
    double YMin,
    double XMax,
    double YMax,
    bool Difficult = false,
    bool Truncated = false,
    string Pose = "Unspecified",
    int Line = 0);
