namespace DigitPipeline.Cli.Tests;

public sealed class SynthesizeTests
{
    [Fact]
    public void The_committed_data_set_is_what_the_command_in_its_README_writes()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("synthesize", "--train", "500", "--test", "80", "--seed", "1", "--glyphs", Repository.File("data", "glyphs"), "--output", folder["digits"]).Expect(0);
        var committed = Files(Repository.File("data", "digits"));
        Assert.Equal(committed, Files(folder["digits"]));
        Assert.All(committed, name => Assert.True(
            File.ReadAllBytes(Repository.File("data", "digits", name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder["digits"], name))), name));
    }

    [Fact]
    public void A_folder_with_pictures_is_not_written_over()
    {
        using var folder = new TemporaryFolder();
        folder.Write(Path.Combine("train", "mine.jpg"), "mine");
        CommandRun.Of("synthesize", "--train", "1", "--test", "0", "--glyphs", Repository.File("data", "glyphs"), "--output", folder.Path).Expect(74);
        Assert.Equal("mine", File.ReadAllText(folder[Path.Combine("train", "mine.jpg")]));
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
