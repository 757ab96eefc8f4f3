using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Processes;
using DigitPipeline.Publishing;
using DigitPipeline.Stages;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Publish, and the gate's comparison: oci://HOST/REPOSITORY, http://HOST:PORT/REPOSITORY (without TLS), s3://BUCKET/PREFIX, or a folder")]
    readonly string? Registry = null;

    [Parameter("Publish, and the gate's comparison: name that the registry knows")]
    readonly string? RegistryUser = null;

    [Parameter("Publish, and the gate's comparison: password or token for the registry")]
    [Secret]
    readonly string? RegistryPassword = null;

    [Parameter("Publish: the version's name; default is made of the commit's date and the digest")]
    readonly string? ModelVersion = null;

    [Parameter("Publish: private ECDSA key (P-256) in PEM, or the file that holds it")]
    [Secret]
    readonly string? SigningKey = null;

    [Parameter("Rebuild: the published bundle.tar.gz, folder or reference to make again")]
    readonly string? Bundle = null;

    private SourceState? _source;

    private SourceState Source => _source ??= SourceState.Of(RootDirectory);

    Target Pack => _ => _
        .Description("Packs the exported model into one bundle.tar.gz, the same bytes everywhere")
        .DependsOn(Export)
        .Stage(this, "bundle", stage => stage.Outputs("export").Writes("bundle.tar.gz"));

    Target Publish => _ => _
        .Description("Publishes the exported model: Publish --registry oci://HOST/REPOSITORY")
        .DependsOn(Pack)
        .Executes(() =>
        {
            if (string.IsNullOrEmpty(Registry)) throw Failure("nowhere to publish to: name a registry or folder with --registry", 64);
            string[] version = ModelVersion is null ? [] : ["--version", ModelVersion];
            Hand("SIGNING_KEY", SigningKey);
            Digits(["publish", "--bundle", Layout.Output("export"), "--to", Registry, .. version]);
        });

    Target Rebuild => _ => _
        .Description("Makes a published bundle again from the commit that it names and compares: Rebuild --bundle FILE")
        .Executes(() =>
        {
            if (Bundle is null) throw Failure("nothing to rebuild: name a bundle.tar.gz, a folder or a reference with --bundle", 64);
            Hand("REGISTRY_USER", RegistryUser);
            Hand("REGISTRY_PASSWORD", RegistryPassword);
            Console.Out.Flush();
            using var rebuild = new BundleRebuild(RootDirectory, DigitsProgram, Cancellation);
            try
            {
                if (rebuild.Run(Bundle, ParameterNames) is { } difference) throw new StageException(difference, 65);
            }
            catch (StageException error)
            {
                ExitCode = error.ExitCode;
                throw;
            }

            Console.WriteLine("equal: every file has the digest that the bundle gives");
        });

    // Asked for nothing, no program is started for it.
    private void CheckGate()
    {
        if (!PipelineFolder.Settings.Evaluate.Gate.Any) return;
        Console.Out.Flush();
        Digits(["gate", .. Evaluation]);
    }

    private string[] Evaluation =>
    [
        "--pipeline", Path.GetDirectoryName(PipelineFolder.SettingsFile)!, "--evaluate", Layout.Output("evaluate"),
        .. string.IsNullOrEmpty(Registry) ? [] : (string[])["--registry", Registry],
    ];

    private void Digits(string[] arguments)
    {
        Hand("REGISTRY_USER", RegistryUser);
        Hand("REGISTRY_PASSWORD", RegistryPassword);
        var exitCode = StageProcess.Run(DigitsProgram, arguments, Cancellation);
        if (exitCode != 0) throw Failure($"digits {arguments[0]} ended with exit code {exitCode}", exitCode);
    }

    // Secrets reach a program by its environment: others see its command line.
    private static void Hand(string variable, string? value)
    {
        if (!string.IsNullOrEmpty(value)) Environment.SetEnvironmentVariable(variable, value);
    }
}
