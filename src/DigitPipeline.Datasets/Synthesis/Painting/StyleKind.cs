namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>Ways of lettering.</summary>
internal enum StyleKind
{
    /// <summary>One colour or a slight gradient.</summary>
    Plain,

    /// <summary>A body with an edge of another colour around it.</summary>
    Outlined,

    /// <summary>As on sports shirts: body, gap, edge.</summary>
    Doubled,

    /// <summary>Only the edge, to be coloured in.</summary>
    Hollow,

    /// <summary>Two or three colours that run into each other.</summary>
    Gradient,

    /// <summary>Metal foil, balloons, gold letters.</summary>
    Foil,

    /// <summary>Filled with stripes, dots or checks.</summary>
    Pattern,

    /// <summary>Watercolour.</summary>
    Wash,

    /// <summary>Crayon, chalk, pencil, dry brush.</summary>
    Dry,

    /// <summary>Parallel lines along the strokes.</summary>
    Contour,

    /// <summary>A light line inside the strokes.</summary>
    Inline,
}

/// <summary>What lifts the digits off the paper.</summary>
internal enum DepthKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A soft shadow.</summary>
    SoftShadow,

    /// <summary>A shadow with sharp edges.</summary>
    HardShadow,

    /// <summary>Sides, as of letters cut from board.</summary>
    Extrusion,
}
