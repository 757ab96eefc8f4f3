namespace DigitPipeline.Detection.Model;

/// <summary>The network of a detector as a graph: one picture batch in, box encodings and class logits per pyramid level out.</summary>
/// <param name="Input">The picture batch.</param>
/// <param name="Levels">Outputs from the finest to the coarsest level.</param>
/// <param name="Variables">Every variable once, in creation order.</param>
public sealed record DetectorNetwork(InputNode Input, IReadOnlyList<LevelOutput> Levels, IReadOnlyList<Variable> Variables);

/// <summary>The two outputs of one pyramid level.</summary>
/// <param name="Level">Pyramid level; its stride is 2^level pixels.</param>
/// <param name="BoxEncodings"><c>[batch, anchorsPerCell * 4, rows, columns]</c>, codes in the order ty, tx, th, tw.</param>
/// <param name="ClassLogits"><c>[batch, anchorsPerCell * columns, rows, columns]</c>, class column fastest; where the
/// detector has a background class, it is column 0 (<see cref="DetectorDefinition.HasBackground"/>).</param>
public sealed record LevelOutput(int Level, Node BoxEncodings, Node ClassLogits);
