namespace DigitPipeline.Evaluation.Pictures;

/// <summary>An opaque colour.</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Black.</summary>
    public static Colour Black { get; }

    /// <summary>White.</summary>
    public static Colour White { get; } = new(255, 255, 255);

    /// <summary>Right detections (bluish green; the colours differ for most colour-blind eyes, after Okabe and Ito).</summary>
    public static Colour Right { get; } = new(0, 158, 115);

    /// <summary>Detections of a wrong class (orange).</summary>
    public static Colour WrongClass { get; } = new(230, 159, 0);

    /// <summary>Detections where there is nothing (vermilion).</summary>
    public static Colour False { get; } = new(213, 94, 0);

    /// <summary>Objects that were not found (blue).</summary>
    public static Colour Missed { get; } = new(0, 114, 178);

    /// <summary>Colours of classes where nothing is known to be right or wrong; neighbours differ.</summary>
    public static Colour OfClass(int classId) => Palette[(int)((uint)classId % (uint)Palette.Length)];

    /// <summary>Whether black text reads better on it than white.</summary>
    public bool IsLight => .299 * Red + .587 * Green + .114 * Blue > 140;

    private static readonly Colour[] Palette =
    [
        new(230, 25, 75), new(60, 180, 75), new(255, 225, 25), new(0, 130, 200), new(245, 130, 48),
        new(145, 30, 180), new(70, 240, 240), new(240, 50, 230), new(210, 245, 60), new(0, 128, 128), new(170, 110, 40),
    ];
}
