using Setting = Google.Protobuf.WellKnownTypes.Value;
using SummaryValue = DigitPipeline.Formats.Events.Summary.Types.Value;

namespace DigitPipeline.Formats.Events;

/// <summary>
/// What TensorBoard's page HPARAMS shows: the settings of a run beside the numbers that came of them. Runs with one group name are
/// one row of its table. No times are written, so that the same run gives the same bytes.
/// </summary>
public static class HyperParameters
{
    /// <summary>The start of a run with these settings.</summary>
    /// <param name="group">Name of the row; the runs of one training share it.</param>
    /// <param name="settings">Names and values: numbers, texts, true or false.</param>
    public static SummaryValue Start(string group, IEnumerable<KeyValuePair<string, Setting>> settings)
    {
        var start = new SessionStartInfo { GroupName = group };
        foreach (var (name, value) in Sorted(settings))
        {
            start.Hparams.Add(name, value);
        }

        return SummaryValues.HParams(new HParamsPluginData { SessionStartInfo = start });
    }

    /// <summary>The end of a run that did what it should.</summary>
    public static SummaryValue End() =>
        SummaryValues.HParams(new HParamsPluginData { SessionEndInfo = new SessionEndInfo { Status = SessionStatus.StatusSuccess } });

    /// <summary>The columns of the table. Without it, TensorBoard shows every scalar of the runs.</summary>
    /// <param name="settings">Names and values as in <see cref="Start"/>; the values' kinds count.</param>
    /// <param name="metrics">Tags of scalars and what to call them.</param>
    public static SummaryValue Columns(
        IEnumerable<KeyValuePair<string, Setting>> settings, IEnumerable<(string Tag, string Name)> metrics)
    {
        var experiment = new Experiment();
        experiment.HparamInfos.AddRange(Sorted(settings).Select(setting => new HParamInfo { Name = setting.Key, Type = TypeOf(setting.Value) }));
        experiment.MetricInfos.AddRange(
            metrics.Select(metric => new MetricInfo { Name = new MetricName { Tag = metric.Tag }, DisplayName = metric.Name }));
        return SummaryValues.HParams(new HParamsPluginData { Experiment = experiment });
    }

    private static IEnumerable<KeyValuePair<string, Setting>> Sorted(IEnumerable<KeyValuePair<string, Setting>> settings) =>
        settings.OrderBy(setting => setting.Key, StringComparer.Ordinal);

    private static HParamType TypeOf(Setting value) => value.KindCase switch
    {
        Setting.KindOneofCase.BoolValue => HParamType.DataTypeBool,
        Setting.KindOneofCase.NumberValue => HParamType.DataTypeFloat64,
        _ => HParamType.DataTypeString,
    };
}
