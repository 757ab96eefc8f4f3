using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Formats.PipelineConfig;

/// <summary>Reads and writes the Object Detection API's <c>pipeline.config</c>.</summary>
public static class PipelineConfigFile
{
    /// <summary>Reads a file. A field that is given twice keeps the last value, as in the original.</summary>
    /// <exception cref="FormatException">The file is not a pipeline config; with line and column.</exception>
    public static TrainEvalPipelineConfig Read(string path) => new TextFormatParser().Parse<TrainEvalPipelineConfig>(TextSource.Load(path));

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">Name for error messages.</param>
    /// <exception cref="FormatException">The text is not a pipeline config; with line and column.</exception>
    public static TrainEvalPipelineConfig Parse(string text, string fileName) =>
        new TextFormatParser().Parse<TrainEvalPipelineConfig>(text, fileName);

    /// <summary>Writes a file in the canonical layout. <see cref="ConfigPatch"/> keeps the layout of an existing one.</summary>
    public static void Write(TrainEvalPipelineConfig config, string path) => WholeFile.Write(path, TextFormatPrinter.Print(config));
}
