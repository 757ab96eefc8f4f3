using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.PipelineConfig;

/// <summary>A field that a config mentions.</summary>
/// <param name="Path">Its names with points between them, without indices: <c>eval_input_reader.shuffle</c>.</param>
/// <param name="Field">The field.</param>
/// <param name="Line">Line of its name, from 1.</param>
/// <param name="Column">Column of its name, from 1.</param>
/// <param name="Values">Its scalar values as protobuf's reflection has them, one or a list; none where it is a message.</param>
public sealed record ConfigMention(string Path, FieldDescriptor Field, int Line, int Column, IReadOnlyList<object> Values);
