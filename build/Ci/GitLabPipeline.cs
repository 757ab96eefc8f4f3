using System.Text;

namespace DigitPipeline.Ci;

/// <summary>The pipeline for GitLab CI. Variables and secrets are those of the project's settings, by the same names.</summary>
internal static class GitLabPipeline
{
    public const string File = ".gitlab-ci.yml";

    public static string Text(IReadOnlyList<CiStep> steps, IReadOnlyList<CiParameter> parameters, string readOnly)
    {
        var text = new StringBuilder($"""
            # Written by ./build.sh GenerateCi from the build's targets and parameters; Lint checks that it is current.
            # Set these in the project's settings, masked and protected where they are secrets: {string.Join(", ", parameters.Select(p => p.Variable))}.
            # What is not set is not used, but publishing needs REGISTRY.
            workflow:
              rules:
                - if: $CI_PIPELINE_SOURCE == "merge_request_event"
                  changes: &changes ["data/**/*", "pipelines/**/*"]
                  variables:
                    {CiParameter.VariableOf(readOnly)}: "true"
                - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
                  changes: *changes

            retrain:
              image: mcr.microsoft.com/dotnet/sdk:10.0
              timeout: 3h
              interruptible: true
              resource_group: retrain-$CI_COMMIT_REF_SLUG
              variables:
                # The provenance names the commit that last changed what the model is made of.
                GIT_DEPTH: "0"
              script:

            """);
        foreach (var step in steps.Where(step => step.When != CiWhen.OnceEvaluated))
        {
            text.Append(step.When == CiWhen.OnMain
                ? $"    - if [ \"$CI_COMMIT_BRANCH\" = \"$CI_DEFAULT_BRANCH\" ]; then {Command(step)}; fi\n"
                : $"    - {Command(step)}\n");
        }

        text.Append("  after_script:\n");
        foreach (var step in steps.Where(step => step.When == CiWhen.OnceEvaluated))
        {
            text.Append($"    - if ls artifacts/*/evaluate/metrics.json >/dev/null 2>&1; then {Command(step)}; fi\n");
        }

        text.Append("""
              artifacts:
                when: always
                paths: [artifacts/*/validate, artifacts/*/evaluate]

            """);
        return text.ToString();
    }

    private static string Command(CiStep step) => $"./build.sh {step.Target}";
}
