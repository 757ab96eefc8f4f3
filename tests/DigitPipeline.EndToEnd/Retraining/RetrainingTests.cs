using System.Security.Cryptography;
using System.Text.Json;
using DigitPipeline.Export.Tests.Publishing;

namespace DigitPipeline.EndToEnd.Retraining;

/// <summary>The generated workflow's own steps, in a fresh clone, with a registry of Debian's.</summary>
public sealed class RetrainingTests : IDisposable
{
    private static readonly string[] Executed = ["executed"], UpToDate = ["up-to-date"];

    // Another person's: only what is said of the model may decide about its bytes.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["TZ"] = "Asia/Kathmandu",
        ["LC_ALL"] = "tr_TR.UTF-8",
        ["LANG"] = "tr_TR.UTF-8",
        ["USER"] = "someone",
        ["LOGNAME"] = "someone",
        ["DATA"] = "/nowhere",
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("retraining");
    private readonly Origin origin = new();
    private readonly RegistryProcess registry;

    public RetrainingTests()
    {
        Assert.SkipUnless(RegistryProcess.IsInstalled, "not run: docker-registry is not installed");
        registry = new RegistryProcess(folder);
    }

    private string Clone => Path.Combine(folder.FullName, "clone");

    private string Reference => $"http://127.0.0.1:{registry.Port}/models/smoke";

    public void Dispose()
    {
        registry?.Dispose();
        origin.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public Task A_push_trains_measures_and_publishes_a_missed_gate_and_a_broken_annotation_do_not() => PublishAsync();

    // It compiles everything once more.
    [Fact(Explicit = true)]
    public async Task Somebody_else_s_rebuild_of_what_was_published_gives_the_same_bytes() => await RebuildGivesTheSameBytes(await PublishAsync());

    private async Task<string> PublishAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = Path.Combine(folder.FullName, "key.pub");
        File.WriteAllText(publicKey, key.ExportSubjectPublicKeyInfoPem());
        Origin.Git(origin.Root, "clone", "--quiet", origin.Root, Clone);
        var workflow = new Workflow(Clone, new Dictionary<string, string> { ["REGISTRY"] = Reference, ["SIGNING_KEY"] = key.ExportPkcs8PrivateKeyPem() });
        Assert.All(workflow.Actions, action => Assert.Matches("@[0-9a-f]{40}$", action));

        var first = await workflow.RunAsync("push");
        Assert.Equal(["ValidateAnnotations", "Evaluate", "Summarize", "Publish"], Targets(first, expected: 0));
        Assert.Single(await Models());

        var train = Path.Combine(Sandbox.Repository, "data", "digits", "train");
        string[] picture = [.. Directory.GetFiles(train, Origin.Spare + ".*").Order(StringComparer.Ordinal)];
        origin.Add([.. picture.Select(file => Path.GetRelativePath(Sandbox.Repository, file))]);
        await Push("one more picture", "2026-01-02T00:00:00Z");
        var second = await workflow.RunAsync("push");
        Targets(second, expected: 0);
        Assert.Equal(Executed, second[0].Result.Outcomes.Values);
        Assert.Equal([.. UpToDate, .. Times(Executed, 4)], second[1].Result.Outcomes.Values);
        Assert.Equal([.. Times(UpToDate, 5), .. Times(Executed, 2)], second[3].Result.Outcomes.Values);
        Assert.StartsWith("### smoke: ", workflow.Summary, StringComparison.Ordinal);
        Assert.Contains("The gate is passed.", workflow.Summary, StringComparison.Ordinal);
        var models = await Models();
        Assert.Equal(["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"], models.Select(model => model.GetProperty("date").GetString()));
        Assert.Equal([true, false], models.Select(model => model.GetProperty("isLatest").GetBoolean()));
        (await Digits("verify-bundle", Reference, "--key", publicKey)).Expect(0);
        (await Digits("predict", "--json", "--model", Reference, picture[0])).Expect(0);

        origin.SetGate("{ mAP: 0.99 }");
        await Push("a gate that nothing passes", "2026-01-03T00:00:00Z");
        var missed = await workflow.RunAsync("push");
        Assert.Equal(["ValidateAnnotations", "Evaluate", "Summarize"], missed.Select(step => step.Command["./build.sh ".Length..]));
        missed[1].Result.Expect(77);
        Assert.Equal([.. Times(UpToDate, 4), .. Executed], missed[1].Result.Outcomes.Values);
        Assert.Contains("**The gate is missed.**", workflow.Summary, StringComparison.Ordinal);
        Assert.Matches(@"\| mAP \| 0\.\d{4} \| 0\.9900 \| missed \|", workflow.Summary);
        Assert.Equal(2, (await Models()).Count);

        var annotation = Path.Combine("data", "digits", "train", Origin.Spare + ".xml");
        var text = File.ReadAllText(Path.Combine(origin.Root, annotation));
        File.WriteAllText(Path.Combine(origin.Root, annotation), text.Replace("<xmax>", "<xmax>9", StringComparison.Ordinal));
        await Push("a box outside of its picture", "2026-01-04T00:00:00Z");
        Directory.Delete(Path.Combine(Clone, "artifacts", "smoke"), recursive: true);
        var broken = await workflow.RunAsync("pull_request");
        Assert.Matches($"(?m)^::error file={annotation},line=\\d+,title=BOX", Assert.Single(broken).Result.Expect(65).Output);

        return models[0].GetProperty("version").GetString()!;
    }

    private async Task RebuildGivesTheSameBytes(string version)
    {
        var published = Path.Combine(folder.FullName, "published");
        (await Digits("pull", $"{Reference}:{version}", "--output", published)).Expect(0);
        (await Digits("publish", "--bundle", published, "--to", Path.Combine(folder.FullName, "store"))).Expect(0);
        var archive = Assert.Single(Directory.GetFiles(Path.Combine(folder.FullName, "store"), "*.tar.gz"));
        string[] command = ["-c", "umask 077; exec ./build.sh Rebuild --bundle \"$1\"", "bash", archive];
        var rebuild = await Finished.Of(Finished.Start("bash", command, Clone, Elsewhere), TestContext.Current.CancellationToken);
        Assert.Contains("equal: every file has the digest that the bundle gives", rebuild.Expect(0).Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Targets(IReadOnlyList<(string Command, Finished Result)> steps, int expected)
    {
        Assert.All(steps, step => step.Result.Expect(expected));
        return steps.Select(step => step.Command["./build.sh ".Length..]);
    }

    private static IEnumerable<string> Times(string[] outcome, int count) => Enumerable.Repeat(outcome[0], count);

    private async Task Push(string message, string date)
    {
        origin.Commit(message, date);
        await Task.Run(() => Origin.Git(Clone, "pull", "--quiet", "--ff-only"), TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<JsonElement>> Models()
    {
        using var list = JsonDocument.Parse((await Digits("models", "--registry", Reference, "--json")).Expect(0).Output);
        return [.. list.RootElement.EnumerateArray().Select(model => model.Clone())];
    }

    private Task<Finished> Digits(params string[] arguments)
    {
        var program = Path.Combine(Clone, "artifacts", "bin", "digits");
        return Finished.Of(Finished.Start(program, arguments, folder.FullName), TestContext.Current.CancellationToken);
    }
}
