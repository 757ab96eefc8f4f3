namespace DigitPipeline.Incremental.Keys;

/// <summary>Why a stage is not up to date.</summary>
/// <param name="Text">For people: the first few changes and how many more there are, or what else is the matter.</param>
/// <param name="Changes">All changes of its key; empty when the key is the same or there is none to compare with.</param>
public sealed record StageReason(string Text, IReadOnlyList<KeyChange> Changes)
{
    /// <summary>A reason beside the key.</summary>
    public StageReason(string text) : this(text, [])
    {
    }

    /// <summary>A reason that is the difference between two keys.</summary>
    public static StageReason Of(StageKey old, StageKey current)
    {
        var changes = KeyComparison.Between(old, current);
        return new StageReason(KeyComparison.Describe(changes), changes);
    }
}
