namespace Fuzz;

/// <summary>Changes bytes as damage, haste and malice do; the same seed gives the same changes.</summary>
/// <param name="seed">Another seed gives other changes.</param>
/// <param name="pieces">What is put in beside single bytes: the format's own words.</param>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> pieces)
{
    private readonly Random random = new(seed);

    /// <summary>A changed copy.</summary>
    public byte[] Mutate(byte[] source)
    {
        var bytes = new List<byte>(source.Length + 64);
        bytes.AddRange(source);
        for (var changes = 1 + random.Next(4); changes > 0; changes--)
        {
            Change(bytes, random.Next(bytes.Count + 1));
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, int position)
    {
        switch (random.Next(pieces.Count > 0 ? 8 : 6))
        {
            case 0 when position < bytes.Count: bytes[position] ^= (byte)(1 << random.Next(8)); break;
            case 1 when position < bytes.Count: bytes[position] = (byte)random.Next(256); break;
            case 2: bytes.Insert(position, (byte)random.Next(256)); break;
            case 3: bytes.RemoveRange(position, Math.Min(random.Next(16), bytes.Count - position)); break;
            case 4: Repeat(bytes, position); break;
            case 5: Extreme(bytes, position); break;
            default: bytes.InsertRange(position, pieces.Count > 0 ? pieces[random.Next(pieces.Count)] : []); break;
        }
    }

    private void Repeat(List<byte> bytes, int position)
    {
        var from = random.Next(bytes.Count + 1);
        bytes.InsertRange(position, bytes.GetRange(from, Math.Min(random.Next(64), bytes.Count - from)));
    }

    // Lengths and counts at the ends of their ranges.
    private void Extreme(List<byte> bytes, int position)
    {
        byte[] value = random.Next(4) switch
        {
            0 => [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
            1 => [0xff, 0xff, 0xff, 0xff, 0x0f],
            2 => [0x80, 0x80, 0x80, 0x80, 0x08],
            _ => [0, 0, 0, 0],
        };
        for (var i = 0; i < value.Length && position + i < bytes.Count; i++)
        {
            bytes[position + i] = value[i];
        }
    }
}
