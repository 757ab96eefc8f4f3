namespace DigitPipeline.Detection.Configuration;

/// <summary>A pipeline.config asks for something that this detector does not do.</summary>
/// <param name="path">The field's path, such as <c>model.ssd.freeze_batchnorm</c>.</param>
/// <param name="problem">What was found and what is possible.</param>
public sealed class DetectorConfigException(string path, string problem) : Exception($"{path}: {problem}")
{
    /// <summary>Path of the field.</summary>
    public string Path => path;

    /// <summary>The message without the path.</summary>
    public string Problem => problem;

    internal static void Require(bool holds, string field, string problem)
    {
        if (!holds)
        {
            throw new DetectorConfigException(field, problem);
        }
    }
}
