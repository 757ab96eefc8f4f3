namespace DigitPipeline.Detection.Model;

/// <summary>A node with the shape of what it gives: <c>[batch, Channels, Height, Width]</c>.</summary>
public readonly record struct FeatureMap(Node Node, int Channels, int Height, int Width);
