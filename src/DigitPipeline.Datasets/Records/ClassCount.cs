namespace DigitPipeline.Datasets.Records;

/// <summary>How often a class occurs.</summary>
/// <param name="Id">Id in the label map, from 1.</param>
/// <param name="Name">Name in the label map.</param>
/// <param name="Objects">Number of objects.</param>
public readonly record struct ClassCount(int Id, string Name, int Objects);
