namespace Fuzz;

/// <summary>A parser that is fed with damaged inputs.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Seeds">Undamaged inputs, at least one.</param>
/// <param name="Read">Reads a damaged input; it may change the bytes first, as to make a checksum right.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read)
{
    /// <summary>What is put into inputs beside damaged bytes.</summary>
    public IReadOnlyList<byte[]> Pieces { get; init; } = [];

    /// <summary>Bytes that an input of any size may take: buffers of streams and readers.</summary>
    public long Fixed { get; init; } = 64 * 1024;

    /// <summary>
    /// Bytes that may be allocated for each byte of an input, all in all, garbage included. No length in a file is believed before
    /// its bytes are there, so that one allocation alone never comes near.
    /// </summary>
    public int MostExpansion { get; init; } = 16;
}
