using System.Runtime.Intrinsics;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>
/// Batch norm with the addition and activation after it, on rows of channels. Rows are taken in blocks that stay in the cache; sums
/// of a block are single precision, sums of blocks double, so that statistics of large maps are exact to float32.
/// </summary>
internal static unsafe class NormKernels
{
    private const int BlockRows = 64;
    private const int Lanes = 8;

    /// <summary>Mean and biased variance of each channel of <c>[rows, channels]</c>.</summary>
    public static void Moments(float* x, long rows, int channels, double[] mean, double[] variance)
    {
        Array.Clear(mean);
        Array.Clear(variance);
        var (middles, squares) = (new float[channels], new float[channels]);
        fixed (float* middle = middles, square = squares)
        {
            for (long done = 0; done < rows; done += BlockRows)
            {
                var count = (int)Math.Min(BlockRows, rows - done);
                BlockMoments(x + (done * channels), count, channels, middle, square);

                // Chan, Golub and LeVeque 1979.
                for (var c = 0; c < channels; c++)
                {
                    var apart = middle[c] - mean[c];
                    mean[c] += apart * count / (done + count);
                    variance[c] += square[c] + (apart * apart * done * count / (done + count));
                }
            }
        }

        for (var c = 0; c < channels; c++)
        {
            variance[c] /= rows;
        }
    }

    /// <summary>y = activation((x - mean) * scale + shift + added).</summary>
    /// <param name="x">Argument <c>[rows, channels]</c>.</param>
    /// <param name="added">Summand of the same shape, or null.</param>
    /// <param name="y">Receives the result.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="norm">Mean, scale and shift of each channel.</param>
    public static void Apply<TActivation>(float* x, float* added, float* y, long rows, in ChannelNorm norm)
        where TActivation : struct, IActivation
    {
        var channels = norm.Mean.Length;
        fixed (float* mean = norm.Mean, scale = norm.Scale, shift = norm.Shift)
        {
            for (long row = 0; row < rows; row++)
            {
                var place = row * channels;
                for (var c = 0; c < channels; c += Lanes)
                {
                    var lanes = Math.Min(Lanes, channels - c);
                    var z = ((Load(x + place + c, lanes) - Load(mean + c, lanes)) * Load(scale + c, lanes)) + Load(shift + c, lanes);
                    z = added is null ? z : z + Load(added + place + c, lanes);
                    Store(y + place + c, TActivation.Apply(z), lanes);
                }
            }
        }
    }

    /// <summary>
    /// Turns the derivative of the result into that of the activation's argument, in place, and sums it up.
    /// </summary>
    /// <param name="gradient">Derivative <c>[rows, channels]</c>, overwritten.</param>
    /// <param name="x">What was normalised.</param>
    /// <param name="added">What was added, or null; only needed where the activation needs its argument.</param>
    /// <param name="y">The result.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="norm">Mean, scale and shift of each channel.</param>
    /// <param name="sums">Receives the sum of each channel.</param>
    /// <param name="products">Receives the sum of each channel times (x - mean).</param>
    public static void DeriveActivation<TActivation>(
        float* gradient, float* x, float* added, float* y, long rows, in ChannelNorm norm, double[] sums, double[] products)
        where TActivation : struct, IActivation
    {
        var channels = norm.Mean.Length;
        Array.Clear(sums);
        Array.Clear(products);
        var (blockSums, blockProducts) = (new float[channels], new float[channels]);
        fixed (float* sum = blockSums, product = blockProducts)
        {
            for (long done = 0; done < rows; done += BlockRows)
            {
                var (count, start) = ((int)Math.Min(BlockRows, rows - done), done * channels);
                DeriveBlock<TActivation>(
                    gradient + start, x + start, added is null ? null : added + start, y + start, count, norm, sum, product);
                for (var c = 0; c < channels; c++)
                {
                    sums[c] += sum[c];
                    products[c] += product[c];
                }
            }
        }
    }

    /// <summary>x = gradient * factor + (x - mean) * slope + constant: the derivative of batch norm, in the place of its argument.</summary>
    public static void DeriveNorm(float* gradient, float* x, long rows, float[] means, float[] factors, float[] slopes, float[] constants)
    {
        var channels = means.Length;
        fixed (float* mean = means, factor = factors, slope = slopes, constant = constants)
        {
            for (long row = 0; row < rows; row++)
            {
                var place = row * channels;
                for (var c = 0; c < channels; c += Lanes)
                {
                    var lanes = Math.Min(Lanes, channels - c);
                    var distance = Load(x + place + c, lanes) - Load(mean + c, lanes);
                    var derived = (Load(gradient + place + c, lanes) * Load(factor + c, lanes)) + (distance * Load(slope + c, lanes));
                    Store(x + place + c, derived + Load(constant + c, lanes), lanes);
                }
            }
        }
    }

    private static void DeriveBlock<TActivation>(
        float* gradient, float* x, float* added, float* y, int rows, in ChannelNorm norm, float* sum, float* product)
        where TActivation : struct, IActivation
    {
        var channels = norm.Mean.Length;
        new Span<float>(sum, channels).Clear();
        new Span<float>(product, channels).Clear();
        fixed (float* mean = norm.Mean, scale = norm.Scale, shift = norm.Shift)
        {
            for (var row = 0; row < rows; row++)
            {
                for (var c = 0; c < channels; c += Lanes)
                {
                    var (lanes, place) = (Math.Min(Lanes, channels - c), ((long)row * channels) + c);
                    var distance = Load(x + place, lanes) - Load(mean + c, lanes);
                    Vector256<float> known;
                    if (TActivation.NeedsArgument)
                    {
                        known = (distance * Load(scale + c, lanes)) + Load(shift + c, lanes);
                        known = added is null ? known : known + Load(added + place, lanes);
                    }
                    else
                    {
                        known = Load(y + place, lanes);
                    }

                    var derived = TActivation.Derive(Load(gradient + place, lanes), known);
                    Store(gradient + place, derived, lanes);
                    Store(sum + c, Load(sum + c, lanes) + derived, lanes);
                    Store(product + c, Load(product + c, lanes) + (derived * distance), lanes);
                }
            }
        }
    }

    // Mean of each channel, and the sum of its squared distances.
    private static void BlockMoments(float* x, int rows, int channels, float* middle, float* square)
    {
        new Span<float>(middle, channels).Clear();
        new Span<float>(square, channels).Clear();
        for (var row = 0; row < rows; row++)
        {
            var line = x + ((long)row * channels);
            for (var c = 0; c < channels; c += Lanes)
            {
                var lanes = Math.Min(Lanes, channels - c);
                Store(middle + c, Load(middle + c, lanes) + Load(line + c, lanes), lanes);
            }
        }

        for (var c = 0; c < channels; c++)
        {
            middle[c] /= rows;
        }

        for (var row = 0; row < rows; row++)
        {
            var line = x + ((long)row * channels);
            for (var c = 0; c < channels; c += Lanes)
            {
                var lanes = Math.Min(Lanes, channels - c);
                var distance = Load(line + c, lanes) - Load(middle + c, lanes);
                Store(square + c, Load(square + c, lanes) + (distance * distance), lanes);
            }
        }
    }

    private static Vector256<float> Load(float* from, int lanes)
    {
        if (lanes == Lanes)
        {
            return Vector256.Load(from);
        }

        var values = Vector256<float>.Zero;
        for (var lane = 0; lane < lanes; lane++)
        {
            values = values.WithElement(lane, from[lane]);
        }

        return values;
    }

    private static void Store(float* to, Vector256<float> values, int lanes)
    {
        if (lanes == Lanes)
        {
            values.Store(to);
            return;
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            to[lane] = values[lane];
        }
    }
}

/// <summary>What batch norm does to each channel: (x - mean) * scale + shift.</summary>
internal readonly record struct ChannelNorm(float[] Mean, float[] Scale, float[] Shift);
