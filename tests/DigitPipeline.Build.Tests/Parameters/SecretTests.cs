using Nuke.Common;
using Nuke.Common.Tooling;
using Serilog;

namespace DigitPipeline.Build.Tests.Parameters;

public sealed class SecretTests : IDisposable
{
    private const string Secret = "open-sesame-42";
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("Logging")]
    [InlineData("Writing")]
    [InlineData("Throwing")]
    [InlineData("Starting")]
    public void A_secret_is_masked_however_it_is_printed(string target)
    {
        sandbox.Environment["NUKE_TOKEN"] = Secret;
        sandbox.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "";

        var outcome = sandbox.Run<Sample>(target, "--verbosity", "Verbose");

        Assert.Contains("***", outcome.Output + outcome.Error);
        AssertHidden(outcome);
    }

    [Fact]
    public void A_wrong_secret_is_not_repeated()
    {
        var outcome = sandbox.Run<Sample>("--pin", Secret);

        Assert.Equal(64, outcome.ExitCode);
        Assert.Contains("--pin on the command line is not what the secret 'Pin' needs.", outcome.Error);
        AssertHidden(outcome);
    }

    [Fact]
    public void A_secret_glued_to_its_name_is_not_repeated()
    {
        var outcome = sandbox.Run<Sample>("--token=" + Secret);

        Assert.Equal(64, outcome.ExitCode);
        AssertHidden(outcome);
    }

    [Fact]
    public void A_secret_stands_in_no_file()
    {
        sandbox.Run<Sample>("Throwing", "--token", Secret);
        sandbox.Run<Sample>("Throwing", "--token", Secret, "--plan");

        Assert.All(
            Directory.EnumerateFiles(sandbox.Nuke, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(Secret, File.ReadAllText(file)));
    }

    [Fact]
    public void Help_shows_no_initial_value_of_a_secret() => AssertHidden(sandbox.Run<Sample>("--help"));

    public void Dispose() => sandbox.Dispose();

    private static void AssertHidden(Outcome outcome)
    {
        Assert.DoesNotContain(Secret, outcome.Output);
        Assert.DoesNotContain(Secret, outcome.Error);
    }

    private sealed class Sample : NukeBuild
    {
        [Parameter("What opens the registry"), Secret] private string Token { get; set; } = Secret;

        [Parameter, Secret] private int Pin { get; set; }

        private Target Default => _ => _.Executes(() => { });

        private Target Logging => _ => _.Executes(() => Log.Information("{Token} and {Text:l} and " + Token, Token, $"in {Token} text"));

        private Target Writing => _ => _.Executes(() =>
        {
            Console.WriteLine(Token);
            Console.Write("{0}", Token);
            Console.Error.WriteLine($"is {Token}");
        });

        private Target Throwing => _ => _.Executes(() => throw new UnauthorizedAccessException($"Refused: {Token}", new IOException(Token)));

        private Target Starting => _ => _.Executes(() => ProcessTasks.StartProcess("echo", $"{Token} {RootDirectory}").AssertZeroExitCode());
    }
}
