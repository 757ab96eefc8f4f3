namespace DigitPipeline.Detection.Model;

/// <summary>How a variable starts: a constant, normal numbers (optionally redrawn beyond two standard deviations) or uniform ones.</summary>
/// <param name="Kind">The distribution.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Spread">Standard deviation; of a uniform distribution the greatest distance from the mean.</param>
public readonly record struct Initializer(InitializerKind Kind, float Mean, float Spread)
{
    /// <summary>A constant.</summary>
    public static Initializer Constant(float value) => new(InitializerKind.Constant, value, 0);

    /// <summary>Normal numbers.</summary>
    public static Initializer Normal(float mean, float stdDev) => new(InitializerKind.Normal, mean, stdDev);

    /// <summary>Normal numbers within two standard deviations, as TensorFlow's truncated_normal.</summary>
    public static Initializer TruncatedNormal(float mean, float stdDev) => new(InitializerKind.TruncatedNormal, mean, stdDev);

    /// <summary>Numbers from -<paramref name="limit"/> to <paramref name="limit"/>.</summary>
    public static Initializer Uniform(float limit) => new(InitializerKind.Uniform, 0, limit);
}

/// <summary>Kinds of initializer.</summary>
public enum InitializerKind
{
    /// <summary>All elements equal the mean.</summary>
    Constant,

    /// <summary>Normal distribution.</summary>
    Normal,

    /// <summary>Normal distribution, redrawn beyond two standard deviations.</summary>
    TruncatedNormal,

    /// <summary>Uniform distribution.</summary>
    Uniform,
}
