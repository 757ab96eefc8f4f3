using System.Text;

namespace DigitPipeline.Ci;

/// <summary>The workflow for GitHub Actions: least permissions, actions pinned by commit, one run at a time for a branch.</summary>
internal static class GitHubWorkflow
{
    public const string File = ".github/workflows/retrain.yml";

    private const string Checkout = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2";
    private const string Upload = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2";

    public static string Text(IReadOnlyList<CiStep> steps, IReadOnlyList<CiParameter> parameters, string readOnly)
    {
        var text = new StringBuilder($$$"""
            # Written by ./build.sh GenerateCi from the build's targets and parameters; Lint checks that it is current.
            # Set what it names as vars and secrets in the repository's settings; what is not set is not used, but publishing needs REGISTRY.
            name: retrain

            on:
              push:
                branches: [main]
                paths: ['data/**', 'pipelines/**']
              pull_request:
                paths: ['data/**', 'pipelines/**']

            permissions:
              contents: read

            concurrency:
              group: retrain-${{ github.ref }}
              cancel-in-progress: ${{ github.event_name == 'pull_request' }}

            jobs:
              retrain:
                runs-on: ubuntu-24.04
                timeout-minutes: 180
                env:
                  {{{CiParameter.VariableOf(readOnly)}}}: ${{ github.event_name == 'pull_request' }}

            """);
        foreach (var parameter in parameters.Where(p => !p.ForPublishing)) text.Append($"      {Variable(parameter)}\n");
        text.Append($"""
                steps:
                  - uses: {Checkout}
                    with:
                      # The provenance names the commit that last changed what the model is made of.
                      fetch-depth: 0
                      persist-credentials: false

            """);
        foreach (var step in steps) Step(text, step, parameters);
        text.Append($$$"""
                  - name: Keep the reports
                    if: ${{ !cancelled() }}
                    uses: {{{Upload}}}
                    with:
                      name: evaluation
                      path: |
                        artifacts/*/validate
                        artifacts/*/evaluate
                      if-no-files-found: ignore

            """);
        return text.ToString();
    }

    private static void Step(StringBuilder text, CiStep step, IReadOnlyList<CiParameter> parameters)
    {
        text.Append($"      - name: {step.Title}\n");
        if (Condition(step.When) is { } condition) text.Append($"        if: {condition}\n");
        text.Append($"        run: ./build.sh {step.Target}\n");
        if (step.When != CiWhen.OnMain) return;
        text.Append("        env:\n");
        foreach (var parameter in parameters.Where(p => p.ForPublishing)) text.Append($"          {Variable(parameter)}\n");
    }

    private static string? Condition(CiWhen when) => when switch
    {
        CiWhen.OnceEvaluated => "${{ !cancelled() && hashFiles('artifacts/*/evaluate/metrics.json') != '' }}",
        CiWhen.OnMain => "${{ github.event_name == 'push' }}",
        _ => null,
    };

    private static string Variable(CiParameter parameter) =>
        $"{parameter.Variable}: ${{{{ {(parameter.IsSecret ? "secrets" : "vars")}.{parameter.Variable} }}}}";
}
