namespace DigitPipeline.Incremental.Store;

/// <summary>Where things lie in a store.</summary>
/// <param name="Folder">Full path of the store.</param>
internal sealed record StoreLayout(string Folder)
{
    /// <summary>Contents, each under its digest.</summary>
    public string Blobs => Path.Combine(Folder, "blobs");

    /// <summary>What was made under each key, and the keys' JSON.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>The pipelines that use the store, a file each.</summary>
    public string Users => Path.Combine(Folder, "users");

    /// <summary>Contents that were not what their name says.</summary>
    public string Damaged => Path.Combine(Folder, "damaged");

    /// <summary>Held by builds together, and by a collection alone.</summary>
    public string Lock => Path.Combine(Folder, "lock");

    public string Blob(string digest) => Path.Combine(Blobs, digest[..2], digest);

    public string Manifest(string key) => Path.Combine(Keys, key[..2], key + ".json");

    public string KeyJson(string key) => Path.Combine(Keys, key[..2], key + ".key.json");
}
