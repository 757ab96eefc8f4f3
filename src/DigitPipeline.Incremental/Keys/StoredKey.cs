using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Incremental.Keys;

/// <summary>Finds a key by what a person has of it: the first digits, or the file that its JSON is in.</summary>
public static class StoredKey
{
    private const int FewestDigits = 4;

    /// <summary>The key.</summary>
    /// <param name="text">At least four digits of it, or the path of a key's JSON.</param>
    /// <param name="store">Full path of the store to look in.</param>
    /// <exception cref="StageException">There is none (66), more than one begins so, or the text is neither (64).</exception>
    public static StageKey Find(string text, string store)
    {
        if (File.Exists(text)) return StageKey.Read(text) ?? throw StageException.BadInput($"{text} is no key: expected the JSON of one, such as those in artifacts/<pipeline>/.stages");
        if (text.Length is < FewestDigits or > 64 || text.AsSpan().IndexOfAnyExcept("0123456789abcdef") >= 0)
            throw new StageException($"'{text}' is no key: expected at least {FewestDigits} hexadecimal digits of one, or the path of its JSON", ExitCodes.Usage);
        var found = new LocalStore(store).KeysLike(text);
        if (found.Count > 1)
            throw new StageException($"{found.Count} keys begin with {text}: {string.Join(", ", found.Take(5).Select(key => key[..16]))}; give more digits", ExitCodes.Usage);
        return found.Count == 1 && new LocalStore(store).FindKey(found[0]) is { } key ? key : throw StageException.NoInput($"no key that begins with {text} is in {store}");
    }
}
