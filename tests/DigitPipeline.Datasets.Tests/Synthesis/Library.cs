using DigitPipeline.Datasets.Synthesis;

namespace DigitPipeline.Datasets.Tests.Synthesis;

/// <summary>The repository's glyphs, read once.</summary>
internal static class Library
{
    private static readonly Lazy<GlyphLibrary> Loaded = new(() => GlyphLibrary.Load(Folder));

    public static GlyphLibrary Glyphs => Loaded.Value;

    public static string Data { get; } = Find();

    public static string Folder => Path.Combine(Data, "glyphs");

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "DigitPipeline.sln")))
            {
                return Path.Combine(folder, "data");
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds DigitPipeline.sln.");
    }
}
