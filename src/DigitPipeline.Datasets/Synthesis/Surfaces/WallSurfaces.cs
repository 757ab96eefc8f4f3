using System.Numerics;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Surfaces;

/// <summary>Plaster, concrete, cloth or a worn wall: a colour with fine and broad irregularities.</summary>
internal sealed class RoughSurface(Vector3 colour, Grain broad, Grain fine, float roughness, float scale) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var shade = (broad.Smooth(x * scale, y * scale) - .5f) * 1.4f + (fine.At(x, y) - .5f) * .8f;
        return colour + new Vector3(shade * roughness);
    }
}

/// <summary>A school board: streaks where the sponge went, dust everywhere.</summary>
internal sealed class BoardSurface(Vector3 colour, Grain broad, Grain fine, float dust, Vector2 sweep) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var chalk = Math.Max(0, broad.Smooth(x * sweep.X, y * sweep.Y) - .35f) * dust + fine.At(x, y) * dust * .2f;
        return Vector3.Lerp(colour, new(210), Math.Clamp(chalk, 0, .6f));
    }
}

/// <summary>Bricks in stretcher bond; with large bricks and thin joints, tiles.</summary>
internal sealed class BrickSurface(Vector3 brick, Vector3 mortar, Vector2 size, float joint, float variety, bool bonded, Grain fine) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var course = MathF.Floor(y / size.Y);
        var along = x / size.X + (bonded && ((int)course & 1) == 1 ? .5f : 0);
        var number = MathF.Floor(along);
        float left = (along - number) * size.X, top = y - course * size.Y;
        var grit = (fine.At(x, y) - .5f) * 24;
        var inside = Math.Clamp(Math.Min(Math.Min(left, size.X - left), Math.Min(top, size.Y - top)) - joint + .5f, 0, 1);
        var own = (fine.At(number * 37, course * 53) - .5f) * variety;
        return Vector3.Lerp(mortar, brick * (1 + own), inside) + new Vector3(grit);
    }
}

/// <summary>Boards of wood, side by side.</summary>
internal sealed class WoodSurface(Vector3 light, Vector3 dark, float plank, Grain broad, Grain fine) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var number = MathF.Floor(y / plank);
        var bend = broad.Smooth(x * .12f + number * 31, y * .5f);
        var ring = MathF.Sin(y * .35f + bend * 22);
        var fibre = fine.At(x * .25f, y * 1.7f + number * 17);
        var colour = Vector3.Lerp(light, dark, Math.Clamp(.3f + .25f * ring + .35f * (fibre - .5f) + .3f * (bend - .5f), 0, 1));
        return y - number * plank < 1.2f ? colour * .55f : colour;
    }
}

/// <summary>Something out of focus: a few colours in soft areas.</summary>
internal sealed class BlurredSurface(Vector3 one, Vector3 two, Vector3 three, Grain broad, float scale, float phase) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var first = broad.Smooth(x * scale + phase, y * scale);
        var second = broad.Smooth(y * scale * .7f, x * scale * .7f + phase + 40);
        return Vector3.Lerp(Vector3.Lerp(one, two, Math.Clamp(first * 2 - .5f, 0, 1)), three, Math.Clamp(second * 3 - 1.4f, 0, 1));
    }
}
