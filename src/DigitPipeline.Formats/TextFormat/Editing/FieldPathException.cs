namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>A path that names no field, or a value that its field does not take.</summary>
public sealed class FieldPathException(string path, string problem) : Exception($"{path}: {problem}")
{
    /// <summary>The path as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong and what was expected, without the path.</summary>
    public string Problem { get; } = problem;
}
