using Nuke.Common;
using Nuke.Common.Tooling;
using Serilog;

namespace DigitPipeline.Build.Tests.Tooling;

public sealed class ProcessTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Output_goes_to_the_log_as_debug_and_errors_as_errors()
    {
        var output = sandbox.Run<Sample>("Speaking").Output;

        Assert.Matches(@"\[DBG\] out", output);
        Assert.Matches(@"\[ERR\] err", output);
    }

    [Fact]
    public void The_command_line_is_logged() => Assert.Matches(@"\[INF\] > \S*/echo some \{text\}", sandbox.Run<Sample>("Echoing").Output);

    [Fact]
    public void A_logger_of_the_builds_own_gets_the_lines() =>
        Assert.Equal(["Err:err", "Std:out"], sandbox.Run<Sample>("Listening").Logged.Order());

    [Fact]
    public void Another_exit_code_than_0_fails_the_target_with_what_the_process_said_last()
    {
        var outcome = sandbox.Run<Sample>("Failing");

        Assert.Equal("Failed // ProcessException: Process 'sh' exited with code 3.", outcome.Status("Failing"));
        Assert.Contains("   out of ink", outcome.Output);
    }

    [Fact]
    public void Interpolated_arguments_arrive_one_by_one_whatever_is_in_them() =>
        Assert.Equal(["[plain]", "[two words]", "[]", "[say \"hi\"]", @"[back\slash]", @"[end\]", "[tab\t'é]"], sandbox.Run<Sample>("Quoting").Logged);

    [Fact]
    public void A_redacted_argument_is_not_shown()
    {
        var output = sandbox.Run<Sample>("Redacting").Output;

        Assert.Contains("echo [REDACTED]", output);
        Assert.DoesNotContain("hush hush", output);
    }

    [Fact]
    public void A_process_starts_in_the_given_folder_with_the_given_environment() =>
        Assert.Equal(["/ blue"], sandbox.Run<Sample>("Elsewhere").Logged);

    [Fact]
    public void A_process_that_takes_too_long_is_killed() =>
        Assert.Contains("Process 'sh' took too long and was killed.", sandbox.Run<Sample>("Endless").Output);

    [Fact]
    public void A_missing_program_is_named() =>
        Assert.Contains("The program 'no-such-program' is not on the PATH.", sandbox.Run<Sample>("Missing").Output);

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        private static readonly string[] Odd = ["plain", "two words", "", "say \"hi\"", @"back\slash", @"end\", "tab\t'é"];

        private static readonly string Password = "hush hush";

        private Target Speaking => _ => _.Executes(() => ProcessTasks.StartProcess("sh", "-c \"echo out; echo err >&2\"").AssertZeroExitCode());

        private Target Echoing => _ => _.Executes(() => ProcessTasks.StartProcess("echo", "some {text}").AssertZeroExitCode());

        private Target Listening => _ => _.Executes(() => ProcessTasks.StartProcess(
            "sh", "-c \"echo out; echo err >&2\"", logInvocation: false,
            logger: (type, line) => Log.Information("{Line:l}", $"{type}:{line}"))
            .AssertZeroExitCode());

        private Target Failing => _ => _.Executes(() => ProcessTasks.StartProcess("sh", "-c \"echo out of ink >&2; exit 3\"").AssertZeroExitCode());

        private Target Quoting => _ => _.Executes(() => ProcessTasks.StartProcess(
            "printf", $"[%s]\\n {Odd[0]} {Odd[1]} {Odd[2]} {Odd[3]} {Odd[4]} {Odd[5]} {Odd[6]}",
            logInvocation: false, logger: (_, line) => Log.Information("{Line:l}", line)).AssertZeroExitCode());

        private Target Redacting => _ => _.Executes(() =>
            ProcessTasks.StartProcess("echo", $"{Password:r}").AssertZeroExitCode());

        private Target Elsewhere => _ => _.Executes(() => ProcessTasks.StartProcess(
            "sh", "-c \"echo $PWD $COLOUR\"", "/", new Dictionary<string, string> { ["COLOUR"] = "blue" },
            logInvocation: false, logger: (_, line) => Log.Information("{Line:l}", line)).AssertZeroExitCode());

        private Target Endless => _ => _.Executes(() => ProcessTasks.StartProcess("sh", "-c \"while :; do :; done\"", timeout: 1).AssertZeroExitCode());

        private Target Missing => _ => _.Executes(() => ProcessTasks.StartProcess("no-such-program").AssertZeroExitCode());
    }
}
