using DigitPipeline.Incremental.Processes;
using DigitPipeline.Publishing;
using DigitPipeline.Stages;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Publish, and the gate's comparison: oci://HOST/REPOSITORY, http://HOST:PORT/REPOSITORY (without TLS), or a folder")]
    readonly string? Registry = null;

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
            if (Registry is null) throw Failure("nowhere to publish to: name a registry or folder with --registry", 64);
            string[] version = ModelVersion is null ? [] : ["--version", ModelVersion];
            if (SigningKey is not null) Environment.SetEnvironmentVariable("SIGNING_KEY", SigningKey);
            Digits(["publish", "--bundle", Layout.Output("export"), "--to", Registry, .. version]);
        });

    Target Rebuild => _ => _
        .Description("Makes a published bundle again from the commit that it names and compares: Rebuild --bundle FILE")
        .Executes(() =>
        {
            if (Bundle is null) throw Failure("nothing to rebuild: name a bundle.tar.gz, a folder or a reference with --bundle", 64);
            var difference = new BundleRebuild(RootDirectory, DigitsProgram, Cancellation).Run(Bundle);
            if (difference is not null) throw Failure(difference, 65);
            Console.WriteLine("equal: every file has the digest that the bundle gives");
        });

    // Asked for nothing, no program is started for it.
    private void CheckGate()
    {
        if (!PipelineFolder.Settings.Evaluate.Gate.Any) return;
        string[] registry = Registry is null ? [] : ["--registry", Registry];
        Console.Out.Flush();
        Digits(["gate", "--pipeline", Path.GetDirectoryName(PipelineFolder.SettingsFile)!, "--evaluate", Layout.Output("evaluate"), .. registry]);
    }

    private void Digits(string[] arguments)
    {
        var exitCode = StageProcess.Run(DigitsProgram, arguments, Cancellation);
        if (exitCode != 0) throw Failure($"digits {arguments[0]} ended with exit code {exitCode}", exitCode);
    }
}
