namespace DigitPipeline.EndToEnd.Containers;

/// <summary>The image takes a minute to make: once for all classes.</summary>
[CollectionDefinition(nameof(ContainerCollection))]
public sealed class ContainerCollection : ICollectionFixture<ImageSandbox>;
