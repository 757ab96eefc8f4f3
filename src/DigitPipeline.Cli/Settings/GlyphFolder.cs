using DigitPipeline.Cli.Execution;

namespace DigitPipeline.Cli.Settings;

/// <summary>The repository's glyph sheets, seen from where the command runs or lies.</summary>
internal static class GlyphFolder
{
    public static string Find()
    {
        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var glyphs = Path.Combine(folder.FullName, "data", "glyphs");
                if (File.Exists(Path.Combine(glyphs, "faces.tsv")))
                {
                    return glyphs;
                }
            }
        }

        throw VerbException.NoInput("data/glyphs is neither above this folder nor above the program: name it with --glyphs");
    }
}
