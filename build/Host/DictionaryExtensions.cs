using System.Globalization;

namespace Nuke.Common.Utilities.Collections;

/// <summary>Chainable additions, for <c>ReportSummary(_ => _.AddPair("Pictures", 360))</c>.</summary>
public static class DictionaryExtensions
{
    public static IDictionary<TKey, string> AddPair<TKey, TValue>(
        this IDictionary<TKey, string> dictionary, TKey key, TValue? value = default)
    {
        dictionary.Add(key, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return dictionary;
    }
}
