using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace DigitPipeline.Build.Tests.Parameters;

public sealed class SourcesTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        WriteFile("parameters.json", """{ "BatchSize": 1 }""");
        Assert.Equal("1", BatchSize());

        sandbox.Environment["BatchSize"] = "2";
        Assert.Equal("2", BatchSize());

        Assert.Equal("3", BatchSize("--batch-size", "3"));
    }

    [Theory]
    [InlineData("BatchSize")]
    [InlineData("BATCH_SIZE")]
    [InlineData("batch-size")]
    [InlineData("NUKE_BATCH_SIZE")]
    [InlineData("NukeBatchSize")]
    public void A_variable_is_found_by_its_letters_and_digits_with_or_without_the_prefix(string variable)
    {
        sandbox.Environment[variable] = "8";

        Assert.Equal("8", BatchSize());
    }

    [Fact]
    public void The_exact_name_wins_over_other_spellings()
    {
        sandbox.Environment["BATCH_SIZE"] = "7";
        sandbox.Environment["NUKE_BATCH_SIZE"] = "8";
        sandbox.Environment["BatchSize"] = "9";

        Assert.Equal("9", BatchSize());
    }

    [Fact]
    public void A_bad_value_in_the_environment_is_rejected_with_the_name_of_the_variable()
    {
        sandbox.Environment["BATCH_SIZE"] = "big";

        var outcome = sandbox.Run<Sample>();

        Assert.Equal(64, outcome.ExitCode);
        Assert.Contains("the environment variable BATCH_SIZE: 'big' is not a whole number.", outcome.Error);
    }

    [Fact]
    public void Built_in_parameters_need_the_prefix_since_their_names_are_everyday_words()
    {
        sandbox.Environment["TARGET"] = "x86_64";
        sandbox.Environment["NUKE_VERBOSITY"] = "Quiet";

        Assert.Equal("", sandbox.Run<Sample>().Output);
    }

    [Fact]
    public void Profiles_lie_over_the_file_and_the_last_one_wins()
    {
        WriteFile("parameters.json", """{ "BatchSize": 1, "Names": ["x", "y"] }""");
        WriteFile("parameters.dev.json", """{ "BatchSize": 2 }""");
        WriteFile("parameters.fast.json", """{ "BatchSize": 3 }""");

        Assert.Equal("2", BatchSize("--profile", "dev"));
        Assert.Equal("3", BatchSize("--profile", "dev", "fast"));
        Assert.Contains("names=x|y", sandbox.Run<Sample>("--profile", "dev").Logged);
    }

    [Fact]
    public void A_profile_without_a_file_is_rejected() =>
        Assert.Contains("--profile prod: there is no file .nuke/parameters.prod.json.", sandbox.Run<Sample>("--profile", "prod").Error);

    [Fact]
    public void A_missing_parameter_file_is_created_with_the_schema_for_editors()
    {
        sandbox.Run<Sample>();

        Assert.Equal("{\n  \"$schema\": \"./build.schema.json\"\n}\n", File.ReadAllText(sandbox.Nuke / "parameters.json"));
    }

    [Theory]
    [InlineData(".nuke/parameters.json: there is no parameter 'BatchSiz'. Did you mean 'BatchSize'?", """{ "BatchSiz": 1 }""")]
    [InlineData(".nuke/parameters.json: there is no parameter 'batchsize'. Did you mean 'BatchSize'?", """{ "batchsize": 1 }""")]
    [InlineData("\"BatchSize\" in .nuke/parameters.json: 'x' is not a whole number.", """{ "BatchSize": "x" }""")]
    [InlineData("\"BatchSize\" in .nuke/parameters.json: expected a text", """{ "BatchSize": { } }""")]
    [InlineData("\"Names\" in .nuke/parameters.json is encrypted by NUKE", """{ "Names": "v1:abc" }""")]
    [InlineData(".nuke/parameters.json:1:1: expected an object", "[]")]
    [InlineData(".nuke/parameters.json:2:14: not valid JSON", "{\n\"BatchSize\": }")]
    public void A_wrong_file_is_rejected_with_its_place(string message, string content)
    {
        WriteFile("parameters.json", content);

        var outcome = sandbox.Run<Sample>();

        Assert.Equal(78, outcome.ExitCode);
        Assert.Contains(message, outcome.Error);
    }

    [Fact]
    public void Paths_in_the_file_start_from_the_root()
    {
        WriteFile("parameters.json", """{ "Data": "data" }""");
        sandbox.WorkingDirectory = (sandbox.Root / "below").CreateDirectory();

        Assert.Contains($"data={sandbox.Root / "data"}", sandbox.Run<Sample>().Logged);
    }

    [Fact]
    public void Built_in_parameters_may_stand_in_the_file()
    {
        WriteFile("parameters.json", """{ "Verbosity": "Quiet", "NoLogo": true }""");

        Assert.Equal("", sandbox.Run<Sample>().Output);
    }

    public void Dispose() => sandbox.Dispose();

    private string BatchSize(params string[] arguments) =>
        sandbox.Run<Sample>(arguments).Logged.Single(line => line.StartsWith("batch=", StringComparison.Ordinal))["batch=".Length..];

    private void WriteFile(string name, string content) => (sandbox.Nuke / name).WriteAllText(content);

    private sealed class Sample : NukeBuild
    {
        [Parameter] private int BatchSize { get; set; }

        [Parameter] private string[] Names { get; set; } = [];

        [Parameter] private AbsolutePath? Data { get; set; }

        private Target Default => _ => _.Executes(() =>
        {
            Log.Information("batch={BatchSize}", BatchSize);
            Log.Information("names={Names:l}", string.Join('|', Names));
            Log.Information("data={Data:l}", Data?.ToString());
        });
    }
}
