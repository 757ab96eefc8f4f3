namespace DigitPipeline.Detection.Losses;

/// <summary>Huber's loss: half the square up to <paramref name="Delta"/>, then linear.</summary>
public sealed record SmoothL1Loss(float Delta)
{
    /// <summary>The loss of one code; a target that is not a number costs nothing.</summary>
    /// <returns>Loss and its derivative with respect to the prediction.</returns>
    public (float Loss, float Gradient) Evaluate(float prediction, float target)
    {
        var difference = prediction - target;
        if (float.IsNaN(target))
        {
            return (0, 0);
        }

        var size = MathF.Abs(difference);
        return size <= Delta
            ? (.5f * difference * difference, difference)
            : ((.5f * Delta * Delta) + (Delta * (size - Delta)), MathF.CopySign(Delta, difference));
    }
}
