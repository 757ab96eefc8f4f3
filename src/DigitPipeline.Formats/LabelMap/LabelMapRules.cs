namespace DigitPipeline.Formats.LabelMap;

/// <summary>What ids a label map may have. In either case they are whole numbers, and neither an id nor a name is given twice.</summary>
public enum LabelMapRules
{
    /// <summary>1, 2, 3 and so on without gaps: as many ids as the detector has classes.</summary>
    WithoutGaps,

    /// <summary>
    /// As the Object Detection API takes them: gaps are allowed (its COCO label map has 80 names with ids up to 90), and id 0 for
    /// <c>background</c>, which is left out.
    /// </summary>
    Original,
}
