using DigitPipeline.Export.Oci;

namespace DigitPipeline.Export.Publishing;

/// <summary>Opens the place that a text means.</summary>
public static class ModelStores
{
    /// <summary>Whether a text names a published model rather than a file or folder here.</summary>
    public static bool IsReference(string text) => OciReference.Is(text);

    /// <summary>A registry (<c>oci://HOST/REPOSITORY</c>, <c>http://</c> without TLS) or a folder, and the version that the text names.</summary>
    /// <exception cref="ArgumentException">The text is no reference.</exception>
    public static (IModelStore Store, string? Version) Open(string text)
    {
        if (!OciReference.Is(text))
        {
            return (new FolderStore(text), null);
        }

        var place = OciReference.Parse(text);
        return (new OciStore(place, OciCredentials.Find(place.Registry)), place.Digest ?? place.Tag);
    }
}
