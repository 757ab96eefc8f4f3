namespace DigitPipeline.Datasets.Records;

/// <summary>What was written.</summary>
/// <param name="Train">The records for training.</param>
/// <param name="Test">The records for evaluation.</param>
/// <param name="TestStandsIn">True where a share of <c>train/</c> stands in for test pictures.</param>
/// <param name="LeftOut">Pictures without an annotation, which are in no record, relative to the data set.</param>
public sealed record RecordSummary(RecordPartSummary Train, RecordPartSummary Test, bool TestStandsIn, IReadOnlyList<string> LeftOut);

/// <summary>One record file or its shards.</summary>
/// <param name="Files">Names of the files in the output folder.</param>
/// <param name="Pictures">Number of pictures, one record each.</param>
/// <param name="Objects">Number of objects.</param>
/// <param name="PerClass">Number of objects of each class of the label map, by id; classes without any included.</param>
public sealed record RecordPartSummary(IReadOnlyList<string> Files, int Pictures, int Objects, IReadOnlyList<ClassCount> PerClass);
