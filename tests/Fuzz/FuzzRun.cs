using FormatException = DigitPipeline.Formats.FormatException;

namespace Fuzz;

/// <summary>What became of the damaged inputs of one parser.</summary>
/// <param name="Inputs">How many there were.</param>
/// <param name="Refused">How many were refused with a <see cref="FormatException"/>; the others were read.</param>
/// <param name="GreatestShare">Greatest part of what an input was allowed to allocate that one did.</param>
/// <param name="Failure">The first input that did anything else, and what; null where there was none.</param>
internal sealed record FuzzRun(int Inputs, int Refused, double GreatestShare, string? Failure)
{
    private const int MostShown = 2000;

    /// <summary>Feeds a parser. The same count gives the same inputs.</summary>
    /// <param name="target">The parser.</param>
    /// <param name="count">Number of inputs.</param>
    /// <param name="begun">Told of each input before it is read, so that one that never ends or ends the process can be named.</param>
    public static FuzzRun Of(FuzzTarget target, int count, Action<byte[]>? begun = null)
    {
        foreach (var seed in target.Seeds)
        {
            target.Read([.. seed]);
        }

        var mutator = new Mutator(7, target.Pieces);
        var (refused, greatest) = (0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var input = mutator.Mutate(target.Seeds[i % target.Seeds.Count]);
            byte[] kept = [.. input];
            begun?.Invoke(kept);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Try(target.Read, input);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            refused += error is null ? 0 : 1;
            var share = (double)allocated / ((target.MostExpansion * kept.LongLength) + target.Fixed);
            greatest = Math.Max(greatest, share);
            if (error is not (null or FormatException))
            {
                return new FuzzRun(i + 1, refused, greatest, $"{Shown(kept)}: {error}");
            }

            if (share > 1)
            {
                return new FuzzRun(i + 1, refused, greatest, $"{Shown(kept)}: {allocated} bytes allocated for {kept.Length}");
            }
        }

        return new FuzzRun(count, refused, greatest, null);
    }

    /// <summary>An input as hexadecimal.</summary>
    public static string Shown(byte[] input) =>
        Convert.ToHexStringLower(input.AsSpan(0, Math.Min(input.Length, MostShown))) + (input.Length > MostShown ? "..." : "");

    private static Exception? Try(Action<byte[]> read, byte[] input)
    {
        try
        {
            read(input);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
