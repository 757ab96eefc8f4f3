namespace DigitPipeline.Pipelines.Tests;

/// <summary>Settings for tests.</summary>
internal static class Texts
{
    /// <summary>What must be written, in five lines.</summary>
    public const string Least = """
        data:
          directory: pictures
        train:
          steps: 100
          batch_size: 8

        """;

    /// <summary>The error of a text, whose file is called p.yaml.</summary>
    public static string Error(string yaml)
    {
        var error = Assert.Throws<PipelineSettingsException>(() => PipelineSettings.Parse(yaml, "p.yaml"));
        Assert.Equal(78, error.ExitCode);
        return error.Message;
    }

    /// <summary>The settings of a text.</summary>
    public static PipelineSettings Settings(string yaml) => PipelineSettings.Parse(yaml, "p.yaml");
}
