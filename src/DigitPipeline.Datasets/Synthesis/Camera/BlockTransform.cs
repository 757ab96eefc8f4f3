using System.Runtime.Intrinsics;

namespace DigitPipeline.Datasets.Synthesis.Camera;

/// <summary>
/// The discrete cosine transform of 8 x 8 blocks with JPEG's rounding of coefficients in between (ITU-T T.81, annexes A.3 and K.1;
/// the scaling by quality is the Independent JPEG Group's).
/// </summary>
internal sealed class BlockTransform
{
    private const int Side = 8;

    private static readonly byte[] LumaSteps =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly byte[] ChromaSteps =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    private static readonly float[] Cosines = [.. Enumerable.Range(0, 64).Select(i => Cosine(i / Side, i % Side))];
    private static readonly float[] Transposed = [.. Enumerable.Range(0, 64).Select(i => Cosine(i % Side, i / Side))];

    private readonly Vector256<float>[] steps = new Vector256<float>[Side];
    private readonly Vector256<float>[] one = new Vector256<float>[Side];
    private readonly Vector256<float>[] two = new Vector256<float>[Side];

    /// <summary>A transform at a quality from 1 to 100.</summary>
    public BlockTransform(int quality, bool chroma)
    {
        var scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        var table = (chroma ? ChromaSteps : LumaSteps).Select(step => (float)Math.Clamp((step * scale + 50) / 100, 1, 255)).ToArray();
        for (var i = 0; i < Side; i++)
        {
            steps[i] = Vector256.Create(table, i * Side);
        }
    }

    /// <summary>Rounds every block of a plane whose sides are multiples of 8.</summary>
    public void Apply(float[] plane, int width)
    {
        for (var top = 0; top < plane.Length; top += width * Side)
        {
            for (var left = 0; left < width; left += Side)
            {
                Round(plane, top + left, width);
            }
        }
    }

    private void Round(float[] plane, int start, int stride)
    {
        for (var i = 0; i < Side; i++)
        {
            one[i] = Vector256.Create(plane, start + i * stride);
        }

        Down(Cosines, one, two);
        Across(two, Transposed, one);
        for (var i = 0; i < Side; i++)
        {
            one[i] = Vector256.Round(one[i] / steps[i]) * steps[i];
        }

        Down(Transposed, one, two);
        Across(two, Cosines, one);
        for (var i = 0; i < Side; i++)
        {
            one[i].CopyTo(plane, start + i * stride);
        }
    }

    private static void Down(float[] matrix, Vector256<float>[] from, Vector256<float>[] to)
    {
        for (var i = 0; i < Side; i++)
        {
            var sum = Vector256<float>.Zero;
            for (var k = 0; k < Side; k++)
            {
                sum += from[k] * matrix[i * Side + k];
            }

            to[i] = sum;
        }
    }

    private static void Across(Vector256<float>[] from, float[] matrix, Vector256<float>[] to)
    {
        Span<float> row = stackalloc float[Side];
        for (var i = 0; i < Side; i++)
        {
            from[i].CopyTo(row);
            var sum = Vector256<float>.Zero;
            for (var k = 0; k < Side; k++)
            {
                sum += Vector256.Create(matrix, k * Side) * row[k];
            }

            to[i] = sum;
        }
    }

    private static float Cosine(int frequency, int place) =>
        (float)(Math.Cos((2 * place + 1) * frequency * Math.PI / 16) * (frequency == 0 ? Math.Sqrt(1.0 / Side) : .5));
}
