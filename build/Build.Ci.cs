using System.Reflection;
using DigitPipeline.Ci;
using Nuke.Common;

internal sealed partial class Build
{
    Target GenerateCi => _ => _
        .Description("Writes the workflows that retrain the model on GitHub and GitLab from the build's targets and parameters; Lint checks them")
        .Executes(() =>
        {
            foreach (var (file, text) in CiFiles)
            {
                var path = Path.Combine(RootDirectory, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
                Console.WriteLine(path);
            }
        });

    Target Summarize => _ => _
        .Description("Tells the evaluation and the gate's result in Markdown: on the run's page where GitHub runs it, else on standard output")
        .Executes(() =>
        {
            string[] page = Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } file ? ["--append", file] : [];
            Digits(["summary", .. Evaluation, .. page]);
        });

    // What a change of data or pipelines goes through, in this order; what is published is only what main has.
    private static IReadOnlyList<CiStep> CiSteps =>
    [
        new(nameof(ValidateAnnotations), "Check the annotations", CiWhen.Always),
        new(nameof(Evaluate), "Train, measure and pass the gate", CiWhen.Always),
        new(nameof(Summarize), "Tell the figures", CiWhen.OnceEvaluated),
        new(nameof(Publish), "Publish", CiWhen.OnMain),
    ];

    private static IEnumerable<FieldInfo> ParameterFields => typeof(Build)
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(member => member.GetCustomAttribute<ParameterAttribute>() is not null);

    private static IEnumerable<string> ParameterNames => ParameterFields.Select(member => member.Name);

    private static IReadOnlyList<CiParameter> CiParameters =>
    [
        .. ParameterFields
            .Select(member => new CiParameter(member.Name, member.IsDefined(typeof(SecretAttribute)), member.Name == nameof(SigningKey)))
            .Where(parameter => parameter.IsSecret || parameter.Name is nameof(Registry) or nameof(RegistryUser) or nameof(RemoteCache))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal),
    ];

    private static IReadOnlyList<(string File, string Text)> CiFiles =>
    [
        (GitHubWorkflow.File, GitHubWorkflow.Text(CiSteps, CiParameters, nameof(RemoteCacheReadOnly))),
        (GitLabPipeline.File, GitLabPipeline.Text(CiSteps, CiParameters, nameof(RemoteCacheReadOnly))),
    ];

    private static IEnumerable<string> CiProblems(string root) => CiFiles
        .Where(file => !File.Exists(Path.Combine(root, file.File)) || File.ReadAllText(Path.Combine(root, file.File)) != file.Text)
        .Select(file => $"{file.File} is not what the build's targets and parameters give: run ./build.sh {nameof(GenerateCi)}");
}
