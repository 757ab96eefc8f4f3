using DigitPipeline.Datasets.Synthesis.Glyphs;

namespace DigitPipeline.Datasets.Tests.Synthesis;

public sealed class DistanceFieldTests
{
    [Fact]
    public void A_disc_measures_its_radius_from_its_edge()
    {
        var field = Disc(inner: 0, outer: 12);
        // The disc's centre lies between four pixels, each .7 from it.
        Assert.Equal(11.3f, field.At(32, 32), 0.3);
        Assert.Equal(0, field.At(44, 32), 0.3);
        Assert.Equal(-6, field.At(50, 32), 0.3);
        Assert.Equal(24, field.Width, 1.01);
    }

    [Fact]
    public void A_ring_knows_the_width_of_its_stroke_and_of_its_hole()
    {
        var field = Disc(inner: 6, outer: 12);
        Assert.Equal(3, field.Thickness, 0.5);
        Assert.Equal(5.3f, field.Opening, 0.3);
    }

    [Fact]
    public void A_disc_has_no_hole_to_close()
    {
        Assert.True(Disc(inner: 0, outer: 12).Opening >= 15);
    }

    [Fact]
    public void Pieces_and_holes_are_counted()
    {
        Assert.Equal(new Topology(1, 0), Disc(inner: 0, outer: 12).Topology);
        Assert.Equal(new Topology(1, 1), Disc(inner: 6, outer: 12).Topology);
        Assert.True(Disc(inner: 6, outer: 12).Topology.IsOf(0));
        Assert.False(Disc(inner: 6, outer: 12).Topology.IsOf(1));
        Assert.False(new Topology(2, 1).IsOf(0));
        Assert.True(new Topology(1, 2).IsOf(8) && new Topology(1, 0).IsOf(4) && new Topology(1, 1).IsOf(4));
    }

    private static DistanceField Disc(float inner, float outer)
    {
        var coverage = new float[DistanceField.Size * DistanceField.Size];
        for (var i = 0; i < coverage.Length; i++)
        {
            float x = i % DistanceField.Size + .5f - 32, y = i / DistanceField.Size + .5f - 32, radius = MathF.Sqrt(x * x + y * y);
            coverage[i] = Math.Clamp(Math.Min(outer - radius, inner > 0 ? radius - inner : 1) + .5f, 0, 1);
        }

        return DistanceField.FromCoverage(coverage);
    }
}
