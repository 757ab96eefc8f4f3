using DigitPipeline.Datasets.Augmentation;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Datasets.Rules;
using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Formats.TFRecord;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Settings;

/// <summary>Settings of pipeline.yaml as the options of the code that they are for.</summary>
internal static class SettingsMapping
{
    public static ValidationOptions ForValidation(this PipelineSettings settings) => new()
    {
        Ignore = settings.Validate.Ignore,
        MinBoxSide = settings.Validate.MinBoxSide,
        TestShare = settings.Records.TestShare,
    };

    public static RecordOptions ForRecords(this PipelineSettings settings) => new()
    {
        Shards = settings.Records.Shards,
        Compression = Enum.Parse<TFRecordCompression>(settings.Records.Compression, ignoreCase: true),
        TestShare = settings.Records.TestShare,
    };

    /// <summary>The training's own size of picture takes the place of these.</summary>
    public static SceneOptions ForScenes(this PipelineSettings settings)
    {
        var scenes = settings.Synthesis;
        return new SceneOptions
        {
            MaxDigits = scenes.MaxDigits,
            MinDigitHeight = scenes.MinDigitHeight,
            HandwritingShare = scenes.HandwritingShare,
            PenShare = scenes.PenShare,
            PlainShare = scenes.PlainShare,
            ClutterShare = scenes.ClutterShare,
            BadgeShare = scenes.BadgeShare,
            PerspectiveShare = scenes.PerspectiveShare,
            CleanShare = scenes.CleanShare,
            BoxMargin = scenes.BoxMargin,
        };
    }

    public static AugmentationOptions ForAugmentation(this PipelineSettings settings)
    {
        var varied = settings.Augmentation;
        return new AugmentationOptions
        {
            KeepShare = varied.KeepShare,
            MinZoom = varied.MinZoom,
            MaxZoom = varied.MaxZoom,
            AspectSpread = varied.AspectSpread,
            TurnShare = varied.TurnShare,
            TurnSpread = varied.TurnSpread,
            BorderShare = varied.BorderShare,
            MinVisible = varied.MinVisible,
            MinBoxHeight = varied.MinBoxHeight,
            ToneShare = varied.ToneShare,
            PermuteShare = varied.PermuteShare,
            InvertShare = varied.InvertShare,
            LightShare = varied.LightShare,
            BlurShare = varied.BlurShare,
            NoiseShare = varied.NoiseShare,
            JpegShare = varied.JpegShare,
            MinJpegQuality = varied.MinJpegQuality,
        };
    }
}
