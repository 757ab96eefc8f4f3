using System.Globalization;
using CsCheck;
using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace DigitPipeline.Build.Tests.Parameters;

public sealed class ValueTypesTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    private enum Device
    {
        Auto,
        Cpu,
        Cuda,
    }

    [Theory]
    [InlineData("text", "Text=two words", "--text", "two words")]
    [InlineData("a bare switch", "Switch=True", "--switch")]
    [InlineData("a switch with its value", "Switch=False", "--switch", "false")]
    [InlineData("a whole number", "Whole=-12", "--whole", "-12")]
    [InlineData("a long number", "Long=9000000000", "--long", "9000000000")]
    [InlineData("a number", "Number=0.125", "--number", "1.25e-1")]
    [InlineData("an enumeration in any case", "Device=Cuda", "--device", "CUDA")]
    [InlineData("a nullable number", "Optional=3", "--optional", "3")]
    [InlineData("words", "Words=a|b c|d", "--words", "a", "b c", "d")]
    [InlineData("separated words", "Separated=a|b|c", "--separated", "a,b", "c")]
    [InlineData("numbers", "Numbers=1|2|3", "--numbers", "1", "2", "3")]
    [InlineData("another spelling of the name", "Whole=5", "-WHOLE", "5")]
    [InlineData("a name of its own", "renamed=x", "--other-name", "x")]
    public void A_value_has_the_type_of_its_member(string kind, string expected, params string[] arguments) =>
        Assert.True(sandbox.Run<Sample>(arguments).Logged.Contains(expected), kind);

    [Fact]
    public void A_relative_path_starts_from_the_working_directory()
    {
        sandbox.WorkingDirectory = (sandbox.Root / "below").CreateDirectory();

        Assert.Contains($"Folder={sandbox.Root / "data"}", sandbox.Run<Sample>("--folder", "../data/").Logged);
    }

    [Fact]
    public void What_is_not_given_keeps_its_initial_value()
    {
        var logged = sandbox.Run<Sample>().Logged;

        Assert.Contains("Whole=4", logged);
        Assert.Contains("Optional=", logged);
        Assert.Contains("Device=Auto", logged);
    }

    [Theory]
    [InlineData("--whole on the command line: 'many' is not a whole number.", "--whole", "many")]
    [InlineData("--whole on the command line: '3000000000' is not a whole number.", "--whole", "3000000000")]
    [InlineData("--number on the command line: '1,5' is not a number.", "--number", "1,5")]
    [InlineData("--switch on the command line: 'Clean' is not true or false.", "--switch", "Clean")]
    [InlineData("--device on the command line: 'cdua' is not one of Auto, Cpu, Cuda. Did you mean 'Cuda'?", "--device", "cdua")]
    [InlineData("--device on the command line: '1' is not one of Auto, Cpu, Cuda.", "--device", "1")]
    [InlineData("--text on the command line needs a value: a text.", "--text")]
    [InlineData("--text on the command line takes one value, found 2: two words.", "--text", "two", "words")]
    [InlineData("--numbers on the command line: 'x' is not a whole number.", "--numbers", "1", "x")]
    [InlineData("--verbosity on the command line: 'Loud' is not one of Verbose, Normal, Minimal, Quiet.", "--verbosity", "Loud")]
    public void A_bad_value_is_rejected_before_anything_runs(string message, params string[] arguments)
    {
        var outcome = sandbox.Run<Sample>(arguments);

        Assert.Equal(64, outcome.ExitCode);
        Assert.Empty(outcome.Logged);
        Assert.Contains(message, outcome.Error);
    }

    [Fact]
    public void Every_whole_number_comes_through() =>
        Gen.Int.Sample(
            number => sandbox.Run<Sample>("--whole", number.ToString(CultureInfo.InvariantCulture)).Logged
                .Contains(string.Create(CultureInfo.InvariantCulture, $"Whole={number}")),
            iter: 20, threads: 1);

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        [Parameter] private readonly int whole = 4;

        [Parameter] private string? Text { get; set; }

        [Parameter] private bool Switch { get; }

        [Parameter] private long Long { get; set; }

        [Parameter] private double Number { get; set; }

        [Parameter] private Device Device { get; set; }

        [Parameter] private int? Optional { get; set; }

        [Parameter] private string[] Words { get; set; } = [];

        [Parameter(Separator = ",")] private string[] Separated { get; set; } = [];

        [Parameter] private int[] Numbers { get; set; } = [];

        [Parameter] private AbsolutePath? Folder { get; set; }

        [Parameter(Name = "OtherName")] private string? Renamed { get; set; }

        private Target Default => _ => _.Executes(() =>
        {
            Say("Whole", whole);
            Say("Text", Text);
            Say("Switch", Switch);
            Say("Long", Long);
            Say("Number", Number);
            Say("Device", Device);
            Say("Optional", Optional);
            Say("Words", string.Join('|', Words));
            Say("Separated", string.Join('|', Separated));
            Say("Numbers", string.Join('|', Numbers));
            Say("Folder", Folder);
            Say("renamed", Renamed);
        });

        private static void Say(string name, object? value) =>
            Log.Information("{Line:l}", string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
    }
}
