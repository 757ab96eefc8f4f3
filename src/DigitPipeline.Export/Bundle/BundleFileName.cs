namespace DigitPipeline.Export.Bundle;

/// <summary>Names of files in a bundle, as archives, registries and lists give them.</summary>
internal static class BundleFileName
{
    /// <summary>Whether a name stays inside of the folder that it is seen from: no part between slashes is empty or dots.</summary>
    public static bool IsInside(string name) =>
        !Path.IsPathRooted(name) && !name.Contains('\\') && name.Split('/').All(part => part is not ("" or "." or ".."));
}
