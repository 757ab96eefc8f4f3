using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Surfaces;

/// <summary>Picks what a scene is drawn on: mostly clean paper, screens and prints, then boards, walls, wood, photographs.</summary>
internal static class SurfaceChooser
{
    /// <summary>A surface for a picture of the given size in pixels.</summary>
    public static Surface Choose(SurfaceRandom random, float width, float height)
    {
        var surface = Simple(random, width, height);
        if (!random.Chance(.07))
        {
            return surface;
        }

        var margin = new Vector2(random.Uniform(-.03, .06) * width, random.Uniform(-.03, .06) * height);
        Surface table = random.Chance(.5) ? new PlainSurface(random.Ground()) : Textured(random, height);
        return new SheetSurface(surface, table, margin, new Vector2(width, height) - margin * random.Uniform(1.2, 2), height * .04f);
    }

    private static Surface Simple(SurfaceRandom random, float width, float height)
    {
        var unit = height / 100;
        switch (random.Next(100))
        {
            case < 31: return new PlainSurface(random.White());
            case < 38: return new PlainSurface(random.Colour(0, .12, .88, 1));
            case < 45: return new PlainSurface(random.Ground());
            case < 51: return new PlainSurface(random.Colour(0, .5, 0, .22));
            case < 60:
                var ground = random.Ground();
                var other = Vector3.Lerp(ground, random.Ground(), random.Uniform(.2, .8));
                var reach = new Vector2(random.Uniform(.3, 1.6) / width, random.Uniform(.1, 1.6) / height);
                return new GradientSurface(ground, other, new(random.Uniform(0, .6) * width, random.Uniform(0, .6) * height), reach, random.Chance(.4));
            case < 68:
                var light = random.Chance(.8) ? random.White() : random.Colour(0, .2, .8, 1);
                return new CheckerSurface(light, light * random.Uniform(.86, .97), random.Uniform(2.5, 9) * unit);
            case < 75:
                var paper = random.Chance(.5) ? random.White() : random.Colour(0, .15, .85, 1);
                var line = Vector3.Lerp(paper, random.Colour(.1, .7, .3, .8), random.Uniform(.2, .75));
                return new RuledSurface(paper, line, random.Uniform(5, 28) * unit, random.Uniform(.2, .8), (RulingKind)random.Next(3), random.Uniform(-.3, .3) * width, random.Grain(true));
            case < 79:
                var bar = random.Ground();
                return new StripedSurface(bar, Vector3.Lerp(bar, random.Ground(), random.Uniform(.1, .5)), random.Uniform(5, 40) * unit, random.Uniform(0, 3.1), random.Uniform(.3, .7));
            case < 84: return Spots(random, width, height);
            default: return Textured(random, height);
        }
    }

    private static Surface Textured(SurfaceRandom random, float height)
    {
        var unit = height / 100;
        switch (random.Next(6))
        {
            case 0:
                var board = random.Chance(.45) ? random.Colour(.3, .6, .16, .36) : random.Chance(.6) ? random.Colour(0, .15, .1, .25) : random.Colour(0, .05, .86, .97);
                return new BoardSurface(board, random.Grain(false), random.Grain(true), random.Uniform(.1, .55), new(random.Uniform(.1, .8) / unit, random.Uniform(.1, .8) / unit));
            case 1:
                var brick = random.Chance(.6) ? new Vector3(random.Uniform(120, 200), random.Uniform(60, 110), random.Uniform(40, 85)) : random.Colour(0, .3, .4, .95);
                var course = random.Uniform(7, 26) * unit;
                return new BrickSurface(brick, random.Colour(0, .1, .55, .9), new(course * random.Uniform(1, 3.2), course), random.Uniform(.02, .09) * course, random.Uniform(.05, .5), random.Chance(.75), random.Grain(true));
            case 2:
                var wood = new Vector3(random.Uniform(150, 225), random.Uniform(105, 175), random.Uniform(60, 130));
                return new WoodSurface(wood, wood * random.Uniform(.4, .75), random.Uniform(15, 60) * unit, random.Grain(false), random.Grain(true));
            case 3:
                return new BlurredSurface(random.Ground(), random.Ground(), random.Ground(), random.Grain(false), random.Uniform(.2, .9) / unit, random.Uniform(0, 128));
            default:
                var wall = random.Chance(.6) ? random.Colour(0, .2, .5, .95) : random.Ground();
                return new RoughSurface(wall, random.Grain(false), random.Grain(true), random.Uniform(8, 60), random.Uniform(.2, 1.4) / unit);
        }
    }

    private static SpottedSurface Spots(SurfaceRandom random, float width, float height)
    {
        var ground = random.Chance(.5) ? random.White() : random.Ground();
        var spots = new (Vector2, float, Vector3)[2 + random.Next(8)];
        for (var i = 0; i < spots.Length; i++)
        {
            spots[i] = (new(random.Uniform(0, 1) * width, random.Uniform(0, 1) * height), random.Uniform(.03, .3) * height, Vector3.Lerp(ground, random.Ground(), random.Uniform(.1, .5)));
        }

        return new(ground, spots, random.Chance(.5) ? 1 : random.Uniform(.05, .4) * height);
    }
}
