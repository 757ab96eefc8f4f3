using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>A projective map of the plane, <c>(x, y, 1)</c> times the matrix's rows, divided by the third.</summary>
internal readonly record struct Projection(Vector3 X, Vector3 Y, Vector3 W)
{
    /// <summary>Leaves every point where it is.</summary>
    public static Projection Identity { get; } = new(Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ);

    /// <summary>True where straight lines keep their spacing: nothing is divided.</summary>
    public bool IsAffine => W == Vector3.UnitZ;

    /// <summary>An affine map: <c>x' = a x + b y + c</c>, <c>y' = d x + e y + f</c>.</summary>
    public static Projection Affine(float a, float b, float c, float d, float e, float f) => new(new(a, b, c), new(d, e, f), Vector3.UnitZ);

    /// <summary>Where a point goes.</summary>
    public Vector2 Map(float x, float y)
    {
        var point = new Vector3(x, y, 1);
        var w = Vector3.Dot(W, point);
        return new(Vector3.Dot(X, point) / w, Vector3.Dot(Y, point) / w);
    }

    /// <summary>The map that does <paramref name="first"/> and then this.</summary>
    public Projection After(Projection first) => new(Row(X, first), Row(Y, first), Row(W, first));

    /// <summary>The map back.</summary>
    public Projection Inverse()
    {
        Vector3 a = Vector3.Cross(Y, W), b = Vector3.Cross(W, X), c = Vector3.Cross(X, Y);
        var determinant = Vector3.Dot(X, a);
        Vector3 x = new(a.X, b.X, c.X), y = new(a.Y, b.Y, c.Y), w = new(a.Z, b.Z, c.Z);
        return IsAffine ? new(x / determinant, y / determinant, Vector3.UnitZ) : new(x / determinant, y / determinant, w / determinant);
    }

    /// <summary>Length that a unit square's side has after the map, near a point.</summary>
    public float ScaleAt(float x, float y)
    {
        Vector2 here = Map(x, y), right = Map(x + 1, y) - here, down = Map(x, y + 1) - here;
        return MathF.Sqrt(MathF.Abs(right.X * down.Y - right.Y * down.X));
    }

    private static Vector3 Row(Vector3 row, Projection first) => row.X * first.X + row.Y * first.Y + row.Z * first.W;
}
