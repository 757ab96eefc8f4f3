namespace DigitPipeline.Incremental.Faults;

/// <summary>
/// The places where the engine is about to change something on disk, or just did. A test that wants to see what a build leaves when it
/// is killed there sets <see cref="Reached"/>; nothing else does.
/// </summary>
public static class WritePoint
{
    private static readonly AsyncLocal<Action<string>?> Hook = new();

    /// <summary>Told of each place when it is reached, by whoever set it and what that runs; other builds in the process are not meant.</summary>
    public static Action<string>? Reached
    {
        get => Hook.Value;
        set => Hook.Value = value;
    }

    internal static void Reach(string place) => Hook.Value?.Invoke(place);
}
