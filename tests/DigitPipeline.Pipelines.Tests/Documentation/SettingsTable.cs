using System.Text;

namespace DigitPipeline.Pipelines.Tests.Documentation;

/// <summary>The settings as a table in Markdown, a section after the other.</summary>
internal static class SettingsTable
{
    /// <summary>The lines of the table, each with a line feed.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder("| setting | default | may be | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var section in PipelineSettings.Definitions)
            foreach (var setting in section.Settings)
            {
                var value = setting.Default is null ? "to be given" : $"`{setting.DefaultText}`";
                text.Append($"| `{section.Name}.{setting.Name}` | {value} | {setting.Expected} | {setting.Description} |\n");
            }

        return text.ToString();
    }
}
