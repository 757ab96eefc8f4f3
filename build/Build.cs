using DigitPipeline.Incremental;
using DigitPipeline.Stages;
using DigitPipeline.Testing;
using Nuke.Common;

/// <summary>The way from annotated pictures to an exported digit detector; every other target has a file of its own beside this one.</summary>
internal sealed partial class Build : NukeBuild
{
    [Parameter("Pipeline: a name in pipelines/, or the path of a folder of your own")]
    readonly string Pipeline = "digits";

    [Parameter("Data set: a folder with train/, test/ (optional) and label_map.pbtxt; default is the one that the pipeline names")]
    readonly string? Data = null;

    [Parameter("Waits while another build of the same pipeline is at work, instead of ending with exit code 75")]
    readonly bool Wait = false;

    public static int Main()
    {
        StartedRun.Begin();
        return TestCounts.LastLine(Execute<Build>(build => build.Export));
    }

    Target ValidateAnnotations => _ => _
        .Description("Checks every annotation against its picture")
        .Stage(this, "validate", stage => stage
            .Settings("data", "validate")
            .Files("data", DataFolder, DataSetFiles)
            .Writes("report.json"));

    Target GenerateTfRecords => _ => _
        .Description("Packs pictures and boxes into TFRecord files")
        .DependsOn(ValidateAnnotations)
        .Stage(this, "records", stage => stage
            .Settings("data", "records")
            .Files("data", DataFolder, DataSetFiles)
            .Writes("train.record*"));

    Target PatchPipelineConfig => _ => _
        .Description("Puts the settings of pipeline.yaml into pipeline.config")
        .DependsOn(GenerateTfRecords)
        .Stage(this, "config", stage => stage
            .Settings("config", "train")
            .Files("pipeline.config", ConfigFile)
            .Files("data", DataFolder, LabelMapFiles)
            .Outputs("records")
            .Writes("pipeline.config", "label_map.pbtxt"));

    Target Train => _ => _
        .Description("Trains the detector; goes on where an interrupted training stopped")
        .DependsOn(PatchPipelineConfig)
        .Stage(this, "train", stage => stage
            .Settings("train", "synthesis", "augmentation")
            .ComputesOn(Device)
            .Files("glyphs", GlyphFolder, GlyphFiles)
            .StartsFrom(StartingCheckpoint.Of(PipelineFolder))
            .Outputs("config")
            .Outputs("records", "train.record*")
            .KeepsState()
            .Writes("checkpoint", "ckpt-*.index"));

    Target Evaluate => _ => _
        .Description("Measures the detector: COCO metrics, recognition rate, a report with pictures")
        .DependsOn(Train)
        .Stage(this, "evaluate", stage => stage
            .Settings("evaluate")
            .Outputs("config").Outputs("records").Outputs("train")
            .Writes("metrics.json", "report.html"))
        .Executes(CheckGate);

    Target Export => _ => _
        .Description("Writes model.onnx with everything that it needs, checked against the trained model")
        .DependsOn(Evaluate)
        .Stage(this, "export", stage => stage
            .Settings("export", "evaluate")
            .Files("data", DataFolder, DataSetFiles)
            .Files("glyphs", GlyphFolder, GlyphFiles)
            .Source(Source)
            .Outputs("config").Outputs("train").Outputs("evaluate").Outputs("records")
            .Writes("model.onnx", "label_map.pbtxt", "pipeline.config", "metrics.json", "provenance.json", "SHA256SUMS"));
}
