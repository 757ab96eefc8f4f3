namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>One operation of a pass with its derivative.</summary>
/// <param name="place">Place of the map that it makes.</param>
internal abstract class TapeLayer(int place)
{
    /// <summary>Place of the map that it makes.</summary>
    public int Place => place;

    /// <summary>Makes the map.</summary>
    public abstract void Forward(TapeMaps maps);

    /// <summary>Turns the map's gradient into those of what it was made from.</summary>
    public abstract void Backward(TapeMaps maps);
}
