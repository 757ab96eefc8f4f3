using System.Text;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>What texts in settings may hold.</summary>
internal static class SettingText
{
    /// <summary>Neither control characters nor halves of characters, which escapes in quotes can make.</summary>
    public static bool IsClean(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar) return false;
        return true;
    }
}
