using System.Text;

namespace DigitPipeline.Pipelines.Tests;

public class PipelineFolderTests
{
    [Fact]
    public void A_folder_gives_its_name_and_full_paths_with_relative_ones_seen_from_the_folder()
    {
        using var pipeline = new TemporaryPipeline("mine", Texts.Least.Replace("pictures", "../pictures"));
        var folder = PipelineFolder.Load(pipeline.Folder + Path.DirectorySeparatorChar);

        Assert.Equal("mine", folder.Name);
        Assert.Equal(pipeline.SettingsFile, folder.SettingsFile);
        Assert.Equal(Path.Combine(pipeline.Folder, "pipeline.config"), folder.ConfigFile);
        Assert.Equal(Path.GetFullPath(Path.Combine(pipeline.Folder, "..", "pictures")), folder.DataDirectory);
        Assert.Equal(Path.GetFullPath("../../data/glyphs", pipeline.Folder), folder.GlyphDirectory);
        Assert.Equal(folder.Settings.Train.CanonicalJson, folder.SectionJson("train"));
    }

    [Fact]
    public void A_missing_folder_ends_with_66()
    {
        using var pipeline = new TemporaryPipeline("mine", Texts.Least);
        Fails(Path.Combine(pipeline.Folder, "absent"), 66, "absent: there is no such folder");
    }

    [Fact]
    public void A_missing_settings_file_ends_with_66()
    {
        using var pipeline = new TemporaryPipeline("mine", settings: (byte[]?)null);
        Fails(pipeline.Folder, 66, "pipeline.yaml: there is no such file");
    }

    [Fact]
    public void A_missing_config_ends_with_66()
    {
        using var pipeline = new TemporaryPipeline("mine", Texts.Least, withConfig: false);
        Fails(pipeline.Folder, 66, "pipeline.config: there is no such file");
    }

    [Fact]
    public void A_settings_file_of_more_than_a_mebibyte_is_refused()
    {
        using var pipeline = new TemporaryPipeline("mine", Texts.Least + "#" + new string('-', 1 << 20));
        Fails(pipeline.Folder, 78, "pipeline.yaml: found more than 1 MiB");
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_with_line_and_column()
    {
        using var pipeline = new TemporaryPipeline("mine", [.. "# é\n# caf"u8, 0xE9, (byte)'\n', .. Encoding.UTF8.GetBytes(Texts.Least)]);
        Fails(pipeline.Folder, 78, "pipeline.yaml:2:6: found the byte 0xE9, expected UTF-8");
    }

    [Fact]
    public void Control_characters_are_refused_with_line_and_column()
    {
        using var pipeline = new TemporaryPipeline("mine", Texts.Least + "# \0");
        Fails(pipeline.Folder, 78, "pipeline.yaml:6:3: found the control character U+0000");
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        using var plain = new TemporaryPipeline("mine", Texts.Least);
        using var windows = new TemporaryPipeline("mine", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Texts.Least.Replace("\n", "\r\n"))]);
        Assert.Equal(PipelineFolder.Load(plain.Folder).Settings, PipelineFolder.Load(windows.Folder).Settings);
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("Tests")]
    [InlineData(".store")]
    public void A_name_that_the_build_keeps_for_itself_among_the_artifacts_is_refused(string name)
    {
        using var pipeline = new TemporaryPipeline(name, Texts.Least);
        Fails(pipeline.Folder, 78, $"found a pipeline's folder named '{name}'");
    }

    [Fact]
    public void A_section_that_does_not_exist_is_a_fault_of_the_caller()
    {
        using var pipeline = new TemporaryPipeline("mine", Texts.Least);
        Assert.Throws<ArgumentException>(() => PipelineFolder.Load(pipeline.Folder).SectionJson("nothing"));
    }

    private static void Fails(string folder, int exitCode, string message)
    {
        var error = Assert.Throws<PipelineSettingsException>(() => PipelineFolder.Load(folder));
        Assert.Contains(message, error.Message);
        Assert.Equal(exitCode, error.ExitCode);
    }
}
