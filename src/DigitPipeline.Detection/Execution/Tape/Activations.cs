using System.Runtime.Intrinsics;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>An activation on eight numbers at once.</summary>
internal interface IActivation
{
    /// <summary>Whether the derivative is found from the argument; otherwise from the result.</summary>
    static abstract bool NeedsArgument { get; }

    /// <summary>The result for an argument.</summary>
    static abstract Vector256<float> Apply(Vector256<float> z);

    /// <summary>The derivative of the loss with respect to the argument, from that of the result.</summary>
    /// <param name="gradient">Derivative with respect to the result.</param>
    /// <param name="known">The argument or the result, see <see cref="NeedsArgument"/>.</param>
    static abstract Vector256<float> Derive(Vector256<float> gradient, Vector256<float> known);
}

/// <summary>z.</summary>
internal readonly struct Identity : IActivation
{
    public static bool NeedsArgument => false;

    public static Vector256<float> Apply(Vector256<float> z) => z;

    public static Vector256<float> Derive(Vector256<float> gradient, Vector256<float> known) => gradient;
}

/// <summary>max(z, 0).</summary>
internal readonly struct Relu : IActivation
{
    public static bool NeedsArgument => false;

    public static Vector256<float> Apply(Vector256<float> z) => Vector256.Max(z, Vector256<float>.Zero);

    public static Vector256<float> Derive(Vector256<float> gradient, Vector256<float> known) =>
        gradient & Vector256.GreaterThan(known, Vector256<float>.Zero);
}

/// <summary>min(max(z, 0), 6).</summary>
internal readonly struct Relu6 : IActivation
{
    private const float Highest = 6;

    public static bool NeedsArgument => false;

    public static Vector256<float> Apply(Vector256<float> z) => Vector256.Min(Vector256.Max(z, Vector256<float>.Zero), Vector256.Create(Highest));

    public static Vector256<float> Derive(Vector256<float> gradient, Vector256<float> known) =>
        gradient & Vector256.GreaterThan(known, Vector256<float>.Zero) & Vector256.LessThan(known, Vector256.Create(Highest));
}

/// <summary>z / (1 + exp(-z)).</summary>
internal readonly struct Swish : IActivation
{
    public static bool NeedsArgument => true;

    public static Vector256<float> Apply(Vector256<float> z) => z * Sigmoid(z);

    public static Vector256<float> Derive(Vector256<float> gradient, Vector256<float> known)
    {
        var sigmoid = Sigmoid(known);
        return gradient * sigmoid * (Vector256<float>.One + (known * (Vector256<float>.One - sigmoid)));
    }

    private static Vector256<float> Sigmoid(Vector256<float> z) => Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-z));
}
