namespace DigitPipeline.EndToEnd;

/// <summary>Each stage can be run by hand, with the same result as by the build.</summary>
public sealed class StagesByHandTests(BuiltSandbox built) : IClassFixture<BuiltSandbox>
{
    [Fact]
    public async Task The_verbs_one_after_the_other_give_the_bytes_of_the_build()
    {
        using var sandbox = Sandbox.Create();
        var pipeline = Path.GetDirectoryName(sandbox.Settings)!;
        string Out(string stage) => Path.Combine(sandbox.Root, "by hand", stage);
        (await sandbox.Run("validate", "--pipeline", pipeline, "--output", Out("validate"))).Expect(0);
        (await sandbox.Run("records", "--pipeline", pipeline, "--output", Out("records"))).Expect(0);
        (await sandbox.Run("config", "--pipeline", pipeline, "--records", Out("records"), "--output", Out("config"))).Expect(0);
        (await sandbox.Run("train", "--pipeline", pipeline, "--config", Out("config"), "--records", Out("records"), "--output", Out("train"))).Expect(0);
        (await sandbox.Run(
            "evaluate", "--pipeline", pipeline, "--config", Out("config"), "--records", Out("records"), "--train", Out("train"), "--output", Out("evaluate"))).Expect(0);
        (await sandbox.Run(
            "export", "--pipeline", pipeline, "--config", Out("config"), "--records", Out("records"), "--train", Out("train"), "--evaluate", Out("evaluate"),
            "--output", Out("export"))).Expect(0);

        foreach (var stage in (string[])["validate", "records", "config", "train", "evaluate", "export"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(built.Sandbox.Artifacts, stage), "*", SearchOption.AllDirectories))
            {
                var other = Path.Combine(Out(stage), Path.GetRelativePath(Path.Combine(built.Sandbox.Artifacts, stage), file));
                Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(other)), other);
            }
        }
    }
}
