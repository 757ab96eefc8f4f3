namespace DigitPipeline.Formats.LabelMap;

/// <summary>One class.</summary>
/// <param name="Id">Number of the class, from 1.</param>
/// <param name="Name">Name of the class, as annotations have it.</param>
/// <param name="DisplayName">The name to show, where it is another one.</param>
public sealed record LabelMapItem(int Id, string Name, string? DisplayName = null)
{
    /// <summary>The name to show to people.</summary>
    public string Shown => DisplayName ?? Name;
}
