using System.Numerics;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Datasets.Synthesis.Composition;
using DigitPipeline.Datasets.Synthesis.Layout;
using DigitPipeline.Datasets.Synthesis.Painting;
using DigitPipeline.Datasets.Synthesis.Surfaces;

namespace DigitPipeline.Datasets.Tests.Synthesis;

public sealed class SceneGeneratorTests
{
    private static readonly SceneGenerator Generator = new(Library.Glyphs, new());

    [Fact]
    public void A_scene_depends_on_seed_number_and_split_alone_whatever_thread_makes_it()
    {
        var first = Enumerable.Range(0, 24).Select(i => Generator.Generate(7, i, GlyphSplit.Train)).ToList();
        var again = Enumerable.Range(0, 24).Reverse().AsParallel().Select(i => (i, Scene: new SceneGenerator(Library.Glyphs, new()).Generate(7, i, GlyphSplit.Train))).ToDictionary(s => s.i, s => s.Scene);
        for (var i = 0; i < first.Count; i++)
        {
            Assert.Equal(first[i].Image.Pixels, again[i].Image.Pixels);
            Assert.Equal(first[i].Objects, again[i].Objects);
        }
    }

    [Fact]
    public void Other_seeds_numbers_and_splits_give_other_scenes()
    {
        var pixels = Generator.Generate(7, 0, GlyphSplit.Train).Image.Pixels;
        Assert.NotEqual(pixels, Generator.Generate(8, 0, GlyphSplit.Train).Image.Pixels);
        Assert.NotEqual(pixels, Generator.Generate(7, 1, GlyphSplit.Train).Image.Pixels);
        Assert.NotEqual(pixels, Generator.Generate(7, 0, GlyphSplit.Test).Image.Pixels);
    }

    [Fact]
    public void Boxes_lie_in_the_picture_are_large_enough_to_read_and_name_the_ten_classes()
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < 150; i++)
        {
            var scene = Generator.Generate(3, i, i % 4 == 0 ? GlyphSplit.Test : GlyphSplit.Train);
            Assert.Equal((192, 192), (scene.Image.Width, scene.Image.Height));
            Assert.InRange(scene.Objects.Count, 0, 30);
            foreach (var annotated in scene.Objects)
            {
                Assert.Equal(annotated.Box, annotated.Box.Clip());
                Assert.True(annotated.Box.Height * 192 >= 5 && annotated.Box.Width * 192 >= 1.5, $"scene {i}: {annotated.Box}");
                seen.Add(annotated.ClassId);
            }
        }

        Assert.Equal(Enumerable.Range(1, 10), seen.Order());
    }

    [Fact]
    public void Most_faces_are_plain_and_outlined_ones_are_not()
    {
        var faces = Library.Glyphs.Of(GlyphSplit.Test).Faces;
        Assert.InRange(faces.Count(face => face.IsPlain), faces.Count * .6, faces.Count * .98);
    }

    [Fact]
    public void A_calm_ground_can_be_asked_for()
    {
        var options = new SceneOptions { MaxDigits = 1, MinVisible = 1, PerspectiveShare = 0, CleanShare = 1, JpegShare = 0, ClutterShare = 0, BadgeShare = 0 };
        var (any, calm) = (Restless(new(Library.Glyphs, options)), Restless(new(Library.Glyphs, options with { MaxGroundSpread = 20 })));
        Assert.True(any > 2 * calm, $"{any} and {calm} scenes");

        // Digits hardly reach the picture's edge: what is seen there is the ground.
        static int Restless(SceneGenerator generator) => Enumerable.Range(0, 80).Count(i => Spread(generator.Generate(5, i, GlyphSplit.Test).Image) > 40);

        static int Spread(RgbImage image)
        {
            byte[] edge = [.. Enumerable.Range(0, image.Height).SelectMany(y => new[] { y * image.Width, y * image.Width + image.Width - 1 })
                .Concat(Enumerable.Range(0, image.Width)).Select(i => image.Pixels[3 * i + 1]).Order()];
            return edge[edge.Length * 9 / 10] - edge[edge.Length / 10];
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Scenes_of_few_digits_can_be_made(int most)
    {
        var generator = new SceneGenerator(Library.Glyphs, new() { MaxDigits = most });
        Assert.Contains(Enumerable.Range(0, 120), i => generator.Generate(4, i, GlyphSplit.Train).Objects.Count == 1);
    }

    [Fact]
    public void Ink_is_inside_of_boxes_and_no_digit_is_left_without_one()
    {
        var options = new SceneOptions { ClutterShare = 0, BadgeShare = 0, PlainShare = 1, BoxMargin = 0 };
        for (var i = 0; i < 60; i++)
        {
            var random = CounterRandom.For(5, "test", i);
            var layout = LayoutChooser.Choose(random, options);
            var canvas = new Canvas((int)(200 * layout.Aspect), 200);
            Array.Fill(canvas.Pixels, Colours.White);
            var view = i % 2 == 0 ? Projection.Identity : Perspective.Choose(random, new(canvas.Width, canvas.Height));
            var objects = new SceneComposer(random, options, Library.Glyphs.Of(GlyphSplit.Test), canvas, view).Compose(layout);
            var boxes = objects.Select(annotated => annotated.Box.Scale(canvas.Height, canvas.Width)).ToList();
            int dark = 0, outside = 0;
            for (var p = 0; p < canvas.Pixels.Length; p++)
            {
                float x = p % canvas.Width + .5f, y = p / canvas.Width + .5f;
                if (Colours.Luma(canvas.Pixels[p]) < 120)
                {
                    dark++;
                    outside += boxes.Any(box => x > box.XMin - 2 && x < box.XMax + 2 && y > box.YMin - 2 && y < box.YMax + 2) ? 0 : 1;
                }
            }

            // Soft and hard shadows count as no ink.
            Assert.True(outside <= .03 * dark, $"scene {i}: {outside} of {dark} dark pixels are outside of the {boxes.Count} boxes");
        }
    }

    [Fact]
    public void A_painted_glyph_touches_each_side_of_the_bounds_that_are_returned()
    {
        var canvas = new Canvas(120, 100);
        Array.Fill(canvas.Pixels, Colours.White);
        var place = new GlyphPlace(Library.Glyphs.Of(GlyphSplit.Train).Faces[0].Digit(8, 0).Field, 55, 47, 60) { Turn = .2f, Slant = .1f, Stretch = 1.1f };
        var bounds = GlyphPainter.Paint(canvas, Projection.Identity, place, [new(new SolidInk(Vector3.Zero))]);
        var dark = Enumerable.Range(0, canvas.Pixels.Length).Where(p => canvas.Pixels[p].X < 128).Select(p => (X: p % 120, Y: p / 120)).ToList();
        Assert.Equal((dark.Min(p => p.X), dark.Min(p => p.Y), dark.Max(p => p.X) + 1, dark.Max(p => p.Y) + 1), (bounds.Left, bounds.Top, bounds.Right, bounds.Bottom));
        Assert.InRange(bounds.Bottom - bounds.Top, 50, 80);
    }

    [Fact]
    public void Backgrounds_of_the_splits_take_their_parameters_from_disjoint_ranges()
    {
        var train = Parts(GlyphSplit.Train);
        var test = Parts(GlyphSplit.Test);
        Assert.Empty(train.Intersect(test));

        static HashSet<int> Parts(GlyphSplit split)
        {
            var random = new SurfaceRandom(CounterRandom.For(1, "test"), split);
            return [.. Enumerable.Range(0, 2000).Select(_ => (int)(random.Uniform(0, 1) * 48))];
        }
    }

    [Fact]
    public void A_perspective_and_its_inverse_lead_back()
    {
        for (var i = 0; i < 50; i++)
        {
            var view = Perspective.Choose(CounterRandom.For(2, "test", i), new(300, 150));
            var there = view.Map(70, 110);
            var back = view.Inverse().Map(there.X, there.Y);
            Assert.Equal(70, back.X, 0.05);
            Assert.Equal(110, back.Y, 0.05);
        }
    }
}
