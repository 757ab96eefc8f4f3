namespace DigitPipeline.Incremental.Faults;

/// <summary>
/// The places where the engine is about to change something on disk, or just did. A test that wants to see what a build leaves when it
/// is killed there sets <see cref="Reached"/>; nothing else does.
/// </summary>
public static class WritePoint
{
    /// <summary>Told of each place when it is reached.</summary>
    public static Action<string>? Reached { get; set; }

    internal static void Reach(string place) => Reached?.Invoke(place);
}
