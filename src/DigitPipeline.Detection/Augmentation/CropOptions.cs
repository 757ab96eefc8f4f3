namespace DigitPipeline.Detection.Augmentation;

/// <summary>The fields of <c>random_crop_image</c>.</summary>
/// <param name="MinCovered">At least one object must be covered by the window to this part.</param>
/// <param name="MinAspect">Least width by height of the window.</param>
/// <param name="MaxAspect">Greatest width by height of the window.</param>
/// <param name="MinArea">Least area of the window, as a part of the picture's.</param>
/// <param name="MaxArea">Greatest area of the window.</param>
/// <param name="MinOverlap">Objects of which less than this is inside are removed.</param>
/// <param name="Clip">Whether boxes are cut at the window.</param>
/// <param name="KeepShare">Share of pictures that are not cropped.</param>
public sealed record CropOptions(
    float MinCovered, float MinAspect, float MaxAspect, float MinArea, float MaxArea, float MinOverlap, bool Clip, float KeepShare);
