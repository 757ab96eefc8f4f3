namespace DigitPipeline.Formats.TextFormat.Syntax;

/// <summary>One value as it is written: either a scalar or a message.</summary>
/// <param name="Start">Offset of the first character: of a message, its opening brace.</param>
/// <param name="End">Offset after the last character: of a message, after its closing brace.</param>
/// <param name="Scalar">
/// The scalar as protobuf reflection takes it (<c>int</c>, <c>long</c>, <c>uint</c>, <c>ulong</c>, <c>float</c>, <c>double</c>,
/// <c>bool</c>, <c>string</c>, <c>ByteString</c>; an enum's number as <c>int</c>), or null.
/// </param>
/// <param name="Message">The message, or null.</param>
public sealed record ValueNode(int Start, int End, object? Scalar, MessageNode? Message);
