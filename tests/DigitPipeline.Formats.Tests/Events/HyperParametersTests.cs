using DigitPipeline.Formats.Events;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DigitPipeline.Formats.Tests.Events;

public class HyperParametersTests
{
    private static readonly Dictionary<string, Value> Settings = new()
    {
        ["steps"] = Value.ForNumber(25000),
        ["batch_norm"] = Value.ForBool(true),
        ["optimizer"] = Value.ForString("sgd"),
    };

    [Fact]
    public void The_start_of_a_run_is_the_originals_without_its_time()
    {
        // The golden run's bytes without learning_rate and start_time_secs.
        const string content = "1a430a100a0a62617463685f6e6f726d120220010a120a096f7074696d697a657212051a037367640a120a05737465707312091100000000006ad840"
            + "2207747269616c2d31";
        var start = HyperParameters.Start("trial-1", Settings);
        Assert.Equal("_hparams_/session_start_info", start.Tag);
        Assert.Equal(content, Convert.ToHexStringLower(start.Metadata.PluginData.Content.Span));
    }

    [Fact]
    public void Settings_in_any_order_give_the_same_bytes() => Assert.Equal(
        HyperParameters.Start("g", Settings).ToByteArray(), HyperParameters.Start("g", Settings.Reverse()).ToByteArray());

    [Fact]
    public void The_columns_name_the_kinds_of_the_settings_and_the_tags_of_the_metrics()
    {
        var columns = HyperParameters.Columns(Settings, [("DetectionBoxes_Precision/mAP", "mAP")]);
        Assert.Equal("_hparams_/experiment", columns.Tag);
        var experiment = HParamsPluginData.Parser.ParseFrom(columns.Metadata.PluginData.Content).Experiment;
        Assert.Equal(
            [("batch_norm", HParamType.DataTypeBool), ("optimizer", HParamType.DataTypeString), ("steps", HParamType.DataTypeFloat64)],
            experiment.HparamInfos.Select(info => (info.Name, info.Type)));
        Assert.Equal("DetectionBoxes_Precision/mAP", Assert.Single(experiment.MetricInfos).Name.Tag);
    }

    [Fact]
    public void The_end_of_a_run_is_a_success() => Assert.Equal(
        "22020801", Convert.ToHexStringLower(HyperParameters.End().Metadata.PluginData.Content.Span));
}
