using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace DigitPipeline.EndToEnd.Retraining;

/// <summary>The generated workflow, and its steps as GitHub's runner would take them: in order, with their conditions and environment.</summary>
/// <param name="root">Root folder of a checkout.</param>
/// <param name="settings">The repository's vars and secrets.</param>
internal sealed partial class Workflow(string root, IReadOnlyDictionary<string, string> settings)
{
    private readonly YamlMappingNode job = (YamlMappingNode)Load(root)["jobs"]["retrain"];

    /// <summary>What the steps wrote for people.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>The actions that it uses.</summary>
    public IEnumerable<string> Actions => Steps.Where(step => step.Children.ContainsKey("uses")).Select(step => step["uses"].ToString());

    private IEnumerable<YamlMappingNode> Steps => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    /// <summary>Runs the steps that run commands.</summary>
    /// <param name="gitHubEvent">push or pull_request.</param>
    /// <returns>Command and what became of it, for those that had their turn.</returns>
    public async Task<IReadOnlyList<(string Command, Finished Result)>> RunAsync(string gitHubEvent)
    {
        var page = Path.Combine(root, "artifacts", "summary.md");
        Directory.CreateDirectory(Path.GetDirectoryName(page)!);
        await File.WriteAllTextAsync(page, "");
        var environment = Environment(job, gitHubEvent);
        (environment["CI"], environment["GITHUB_ACTIONS"], environment["PIPELINE"]) = ("true", "true", "smoke");
        (environment["GITHUB_WORKSPACE"], environment["GITHUB_STEP_SUMMARY"]) = (root, page);

        var results = new List<(string, Finished)>();
        foreach (var step in Steps.Where(step => step.Children.ContainsKey("run")))
        {
            var condition = step.Children.TryGetValue("if", out var given) ? given.ToString() : "${{ success() }}";
            var failed = results.Exists(result => result.Item2.ExitCode != 0);
            if (!(condition.Contains("cancelled()", StringComparison.Ordinal) || !failed) || Value(condition, gitHubEvent) != "true")
            {
                continue;
            }

            var own = environment.Concat(Environment(step, gitHubEvent)).ToDictionary(StringComparer.Ordinal);
            var command = step["run"].ToString();
            var process = Finished.Start("bash", ["-e", "-c", command], root, own);
            results.Add((command, await Finished.Of(process, TestContext.Current.CancellationToken)));
        }

        Summary = await File.ReadAllTextAsync(page);
        return results;
    }

    private static YamlNode Load(string root)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(root, ".github", "workflows", "retrain.yml"));
        yaml.Load(text);
        return yaml.Documents.Single().RootNode;
    }

    private Dictionary<string, string> Environment(YamlMappingNode node, string gitHubEvent) => !node.Children.TryGetValue("env", out var given)
        ? []
        : ((YamlMappingNode)given)
            .ToDictionary(entry => entry.Key.ToString(), entry => Value(entry.Value.ToString(), gitHubEvent), StringComparer.Ordinal);

    private string Value(string text, string gitHubEvent) => Expression().Replace(text, match =>
    {
        var terms = match.Groups[1].Value.Split(" && ").Select(term => Term(term.Trim(), gitHubEvent)).ToList();
        return terms is [var only] ? only : terms.TrueForAll(term => term == "true") ? "true" : "false";
    });

    private string Term(string term, string gitHubEvent)
    {
        static string Told(bool value) => value ? "true" : "false";
        return term.Split('.', 2) switch
        {
            _ when term is "success()" or "!cancelled()" => "true",
            ["vars" or "secrets", var name] => settings.GetValueOrDefault(name, ""),
            _ when EventName().Match(term) is { Success: true } name => Told(name.Groups[1].Value == gitHubEvent),
            _ when term == "hashFiles('artifacts/*/evaluate/metrics.json') != ''" =>
                Told(Directory.Exists(Path.Combine(root, "artifacts", "smoke", "evaluate"))),
            _ => throw new NotSupportedException($"the test knows no '{term}'"),
        };
    }

    [GeneratedRegex(@"\$\{\{ (.*?) \}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\Agithub\.event_name == '(\w+)'\z")]
    private static partial Regex EventName();
}
