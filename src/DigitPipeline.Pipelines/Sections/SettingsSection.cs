using System.Runtime.CompilerServices;
using System.Text;
using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>A section of the settings. Sections are equal where their canonical JSON is.</summary>
public abstract record SettingsSection
{
    private readonly SectionValues _values;

    private protected SettingsSection(SectionValues values) => _values = values;

    /// <summary>JSON with all settings: keys in ordinal order, no white space.</summary>
    public string CanonicalJson => _values.CanonicalJson;

    /// <inheritdoc/>
    public virtual bool Equals(SettingsSection? other) =>
        other is not null && EqualityContract == other.EqualityContract && CanonicalJson == other.CanonicalJson;

    /// <inheritdoc/>
    public override int GetHashCode() => CanonicalJson.GetHashCode(StringComparison.Ordinal);

    private protected int Whole([CallerMemberName] string property = "") => checked((int)Large(property));

    private protected long Large([CallerMemberName] string property = "") => (long)_values[SettingName(property)];

    private protected double Number([CallerMemberName] string property = "") => (double)_values[SettingName(property)];

    private protected bool Flag([CallerMemberName] string property = "") => (bool)_values[SettingName(property)];

    private protected string Text([CallerMemberName] string property = "") => (string)_values[SettingName(property)];

    private protected T Value<T>([CallerMemberName] string property = "") => (T)_values[SettingName(property)];

    // BatchSize is batch_size.
    private static string SettingName(string property)
    {
        var name = new StringBuilder(property.Length + 4);
        foreach (var letter in property)
        {
            if (char.IsUpper(letter) && name.Length > 0) name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
