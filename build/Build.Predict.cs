using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Processes;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Predict: pictures to read digits in")]
    readonly string[] Pictures = [];

    [Parameter("Predict: folder or model.onnx of the detector; default is what Export wrote")]
    readonly string? Model = null;

    Target Predict => _ => _
        .Description("Finds the digits in pictures and draws them into copies: Predict --pictures a.jpg b.png")
        .DependsOn(Export)
        .Executes(() =>
        {
            if (Pictures.Length == 0) throw Failure("no pictures: give some with --pictures a.jpg b.png", 64);
            var output = Path.Combine(Layout.Folder, "predictions");
            var model = Model is null ? Layout.Output("export") : Path.GetFullPath(Model);
            var exitCode = StageProcess.Run(DigitsProgram, ["predict", "--model", model, .. Pictures, "--output", output], Cancellation);
            if (exitCode != 0) throw Failure($"digits predict ended with exit code {exitCode}", exitCode);
            Console.WriteLine($"The copies with boxes are in {output}");
        });

    private StageException Failure(string message, int exitCode)
    {
        ExitCode = exitCode;
        return new StageException(message, exitCode);
    }
}
