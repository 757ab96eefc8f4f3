namespace DigitPipeline.EndToEnd;

/// <summary>A training that is stopped or killed goes on where it was.</summary>
public sealed class InterruptedTrainingTests(BuiltSandbox built) : IClassFixture<BuiltSandbox>
{
    private const string Checkpoint = "ckpt-20.data-00000-of-00001";

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("KILL", 137)]
    public async Task It_ends_with_the_bytes_of_an_undisturbed_one(string signal, int exitCode)
    {
        using var sandbox = Sandbox.Create();
        var process = sandbox.StartBuild();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // Halfway: whatever it has not kept by then is to be computed again.
            if (line.StartsWith("Training 50%", StringComparison.Ordinal))
            {
                break;
            }
        }

        (await Finished.Of(Finished.Start("/bin/kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], sandbox.Root), TestContext.Current.CancellationToken)).Expect(0);
        _ = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, process.ExitCode);
        _ = await output;
        Assert.False(Directory.Exists(Path.Combine(sandbox.Artifacts, "train")));

        (await sandbox.Build("--wait")).Expect(0);
        Assert.Equal(Bytes(built.Sandbox, "train", Checkpoint), Bytes(sandbox, "train", Checkpoint));
        Assert.Equal(Bytes(built.Sandbox, "export", "model.onnx"), Bytes(sandbox, "export", "model.onnx"));
    }

    private static byte[] Bytes(Sandbox sandbox, string stage, string file) => File.ReadAllBytes(Path.Combine(sandbox.Artifacts, stage, file));
}
