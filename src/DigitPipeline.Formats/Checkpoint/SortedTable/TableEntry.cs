namespace DigitPipeline.Formats.Checkpoint.SortedTable;

/// <summary>A key with its value.</summary>
/// <param name="Key">The key's bytes.</param>
/// <param name="Value">The value's bytes.</param>
/// <param name="BlockOffset">Where the block of the entry starts in the file.</param>
internal readonly record struct TableEntry(byte[] Key, ReadOnlyMemory<byte> Value, long BlockOffset);
