using DigitPipeline.Export.Oci;

namespace DigitPipeline.Export.Publishing;

/// <summary>Opens the place that a text means.</summary>
public static class ModelStores
{
    /// <summary>Whether a text names a published model rather than a file or folder here.</summary>
    public static bool IsReference(string text) => OciReference.Is(text) || S3Reference.Is(text);

    /// <summary>
    /// A registry (<c>oci://HOST/REPOSITORY</c>, <c>http://</c> without TLS), storage (<c>s3://BUCKET/PREFIX</c>) or a folder, and the version
    /// that the text names.
    /// </summary>
    /// <exception cref="ArgumentException">The text is no reference.</exception>
    public static (IModelStore Store, string? Version) Open(string text)
    {
        if (S3Reference.Is(text))
        {
            var address = S3Reference.Parse(text);
            return (new S3Store(address), address.Version);
        }

        if (!OciReference.Is(text))
        {
            return (new FolderStore(text), null);
        }

        var place = OciReference.Parse(text);
        return (new OciStore(place, OciCredentials.Find(place.Registry)), place.Digest ?? place.Tag);
    }
}
