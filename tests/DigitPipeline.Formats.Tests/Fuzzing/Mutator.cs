namespace DigitPipeline.Formats.Tests.Fuzzing;

/// <summary>Changes bytes as damage, haste and malice do; the same seed gives the same changes.</summary>
internal sealed class Mutator(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A changed copy.</summary>
    public byte[] Mutate(byte[] source)
    {
        var bytes = new List<byte>(source);
        for (var changes = 1 + random.Next(4); changes > 0; changes--)
        {
            var position = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when position < bytes.Count: bytes[position] ^= (byte)(1 << random.Next(8)); break;
                case 1 when position < bytes.Count: bytes[position] = (byte)random.Next(256); break;
                case 2: bytes.Insert(position, (byte)random.Next(256)); break;
                case 3: bytes.RemoveRange(position, Math.Min(random.Next(16), bytes.Count - position)); break;
                case 4: bytes.InsertRange(position, bytes.GetRange(position, Math.Min(random.Next(64), bytes.Count - position))); break;
                default: Extreme(bytes, position); break;
            }
        }

        return [.. bytes];
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
