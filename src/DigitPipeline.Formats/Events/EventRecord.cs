namespace DigitPipeline.Formats.Events;

/// <summary>An event with its place in the file.</summary>
/// <param name="Index">Number of the record, from 0.</param>
/// <param name="Offset">Where the record starts, in bytes.</param>
/// <param name="Length">Size of its data in bytes.</param>
/// <param name="Event">The message.</param>
public sealed record EventRecord(long Index, long Offset, int Length, Event Event);
