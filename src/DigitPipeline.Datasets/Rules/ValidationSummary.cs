namespace DigitPipeline.Datasets.Rules;

/// <summary>A data set in numbers.</summary>
/// <param name="Train">Annotated pictures for training.</param>
/// <param name="Test">Annotated pictures for evaluation.</param>
/// <param name="TestStandsIn">True where the pictures for evaluation are a share of <c>train/</c>.</param>
/// <param name="WithoutAnnotation">Pictures that are left out.</param>
/// <param name="PerClass">Objects of each class of the label map, by id; none where the label map cannot be used.</param>
/// <param name="Objects">Objects in all annotated pictures, those of unknown classes included.</param>
/// <param name="Ignored">Findings of ignored rules, which are in no list.</param>
public sealed record ValidationSummary(
    int Train, int Test, bool TestStandsIn, int WithoutAnnotation, IReadOnlyList<ClassSummary> PerClass, int Objects, int Ignored)
{
    /// <summary>All annotated pictures.</summary>
    public int Pictures => Train + Test;
}

/// <summary>A class in numbers.</summary>
/// <param name="Id">Id in the label map, from 1.</param>
/// <param name="Name">Name in the label map.</param>
/// <param name="Train">Objects in the pictures for training.</param>
/// <param name="Test">Objects in the pictures for evaluation.</param>
public readonly record struct ClassSummary(int Id, string Name, int Train, int Test);
