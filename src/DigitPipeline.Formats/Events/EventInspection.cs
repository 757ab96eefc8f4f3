namespace DigitPipeline.Formats.Events;

/// <summary>Shows what the event files of a folder, or one of them, hold.</summary>
public static class EventInspection
{
    /// <summary>
    /// One JSON object a value, in the order of the files' names and of their records: <c>{"run","step","wall_time","tag","plugin",
    /// "value_kind",...}</c>. <c>run</c> is the file's folder below the given one; <c>plugin</c> shows the value in TensorBoard (of
    /// old values the one they are converted for, null where none does), from the metadata of any event of the tag. Then
    /// <c>value</c> of a scalar; <c>width</c>, <c>height</c> and <c>sha256</c> of pictures; else <c>dtype</c>, <c>shape</c> and
    /// <c>values</c> (strings in base64).
    /// </summary>
    /// <exception cref="FormatException">A damaged file; the values before it were delivered.</exception>
    public static IEnumerable<string> JsonLines(string path)
    {
        var folder = File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        foreach (var run in EventReader.Files(path).GroupBy(file => Path.GetDirectoryName(Path.GetFullPath(file))!))
        {
            var name = Path.GetRelativePath(folder, run.Key).Replace(Path.DirectorySeparatorChar, '/');
            var plugins = Plugins(run);
            foreach (var record in run.SelectMany(EventReader.Read))
            {
                foreach (var value in record.Event.Summary?.Value ?? [])
                {
                    yield return EventValueJson.Line(name, record.Event, value, Plugin(value) ?? plugins.GetValueOrDefault(value.Tag));
                }
            }
        }
    }

    // The metadata need not stand in a tag's first event.
    private static Dictionary<string, string> Plugins(IEnumerable<string> files)
    {
        var plugins = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var value in files.SelectMany(EventReader.Read).SelectMany(record => record.Event.Summary?.Value ?? []))
            {
                if (Plugin(value) is { } plugin)
                {
                    plugins.TryAdd(value.Tag, plugin);
                }
            }
        }
        catch (FormatException)
        {
            // The values before the damage are shown first; the second reading then reports it.
            return plugins;
        }

        return plugins;
    }

    private static string? Plugin(Summary.Types.Value value) => value.ValueCase switch
    {
        Summary.Types.Value.ValueOneofCase.SimpleValue => "scalars",
        Summary.Types.Value.ValueOneofCase.Image => "images",
        Summary.Types.Value.ValueOneofCase.Histo => "histograms",
        Summary.Types.Value.ValueOneofCase.Audio => "audio",
        _ => value.Metadata?.PluginData?.PluginName is { Length: > 0 } plugin ? plugin : null,
    };
}
