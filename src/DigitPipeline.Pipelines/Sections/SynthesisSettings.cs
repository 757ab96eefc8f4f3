using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>Generated scenes among the training pictures. Shares are probabilities in [0, 1].</summary>
public sealed record SynthesisSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("synthesis", "Generated scenes among the training pictures.",
    [
        new NumberSetting("rate", 0, 0, 1,
            "Share of training pictures that are generated scenes; raise it where there are few annotated pictures."),
        new FolderSetting("glyphs", "../../data/glyphs", "Folder with the sheets of letterforms and handwriting."),
        new WholeNumberSetting("max_digits", 30, 1, 1000, "Most digits in a scene."),
        new NumberSetting("min_digit_height", .08, .01, .8, "Least height of a digit as a part of the picture's."),
        new NumberSetting("handwriting_share", .17, 0, 1, "Share of scenes written with scanned handwriting."),
        new NumberSetting("pen_share", .21, 0, 1,
            "Share of scenes written by imagined hands: crayon, marker, brush, chalk; the rest is set in font faces."),
        new NumberSetting("plain_share", .34, 0, 1, "Share of scenes whose lettering is neither outlined nor patterned nor of foil."),
        new NumberSetting("clutter_share", .42, 0, 1,
            "Share of scenes with things among the digits that are none: letters, signs, lines, arrows."),
        new NumberSetting("badge_share", .12, 0, 1, "Share of scenes with discs, cards or buttons behind the digits."),
        new NumberSetting("perspective_share", .22, 0, 1, "Share of scenes seen at an angle."),
        new NumberSetting("clean_share", .4, 0, 1, "Share of scenes without light, blur and noise, as from a drawing program."),
        new NumberSetting("box_margin", .09, 0, 1,
            "What boxes exceed the ink by above and below, as a part of its height, 0.7 of it left and right; match how your boxes are drawn."),
    ],
    new SectionRule("pen_share", values => (double)values["handwriting_share"] + (double)values["pen_share"] <= 1
        ? null
        : FormattableString.Invariant(
            $"found {values["pen_share"]} beside handwriting_share {values["handwriting_share"]}, expected at most 1 together")));

    internal SynthesisSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Share of training pictures that are generated scenes; raise it where there are few annotated pictures.</summary>
    public double Rate => Number();

    /// <summary>Folder of the glyphs as it is written; see <see cref="PipelineFolder.GlyphDirectory"/> for its full path.</summary>
    public string Glyphs => Text();

    /// <summary>Most digits in a scene.</summary>
    public int MaxDigits => Whole();

    /// <summary>Least height of a digit as a part of the picture's.</summary>
    public double MinDigitHeight => Number();

    /// <summary>Share of scenes written with scanned handwriting.</summary>
    public double HandwritingShare => Number();

    /// <summary>Share of scenes written by imagined hands: crayon, marker, brush, chalk; the rest is set in font faces.</summary>
    public double PenShare => Number();

    /// <summary>Share of scenes whose lettering is neither outlined nor patterned nor of foil.</summary>
    public double PlainShare => Number();

    /// <summary>Share of scenes with things among the digits that are none: letters, signs, lines, arrows.</summary>
    public double ClutterShare => Number();

    /// <summary>Share of scenes with discs, cards or buttons behind the digits.</summary>
    public double BadgeShare => Number();

    /// <summary>Share of scenes seen at an angle.</summary>
    public double PerspectiveShare => Number();

    /// <summary>Share of scenes without light, blur and noise, as from a drawing program.</summary>
    public double CleanShare => Number();

    /// <summary>What boxes exceed the ink by on each side, as a part of its size; match how your boxes are drawn.</summary>
    public double BoxMargin => Number();
}
