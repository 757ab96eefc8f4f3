using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Locks;
using DigitPipeline.Incremental.Manifests;

namespace DigitPipeline.Launcher.Tests;

public sealed class EarlierAnswerTests : IDisposable
{
    private readonly BuiltPipeline _pipeline = new();

    public EarlierAnswerTests()
    {
        _pipeline.Write("settings.yaml", "steps: 1");
        Assert.Equal(Outcome.Executed, _pipeline.Build());
    }

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void A_run_right_after_one_that_worked_is_answered_and_reported_as_up_to_date()
    {
        Assert.Contains("\"executed\"", _pipeline.Report);
        Assert.StartsWith("copy up-to-date\nNothing to do: ", _pipeline.Answer());
        Assert.Contains("\"up-to-date\"", _pipeline.Report);
        Assert.DoesNotContain("\"executed\"", _pipeline.Report);
        Assert.NotNull(_pipeline.Answer());
    }

    [Theory]
    [InlineData("echo two > data/1.xml", Outcome.Executed)]
    [InlineData("echo x > artifacts/p/copy/all", Outcome.Restored)]
    [InlineData("rm artifacts/p/.stages/copy.json", Outcome.Restored)]
    public void A_run_that_made_outputs_again_leaves_an_answer_too(string script, Outcome expected)
    {
        Shell.Run(script, _pipeline.Root);
        Assert.Null(_pipeline.Answer());
        Assert.Equal(expected, _pipeline.Build());
        Assert.NotNull(_pipeline.Answer());
    }

    [Fact]
    public void Another_command_line_program_or_variable_is_not_answered()
    {
        Assert.Null(_pipeline.Answer(arguments: ["Train", "--root", "y"]));
        Assert.Null(_pipeline.Answer("build-2 digits-1"));
        Environment.SetEnvironmentVariable("NUKE_pipe_line", "other");
        Assert.Null(_pipeline.Answer());
        Environment.SetEnvironmentVariable("NUKE_pipe_line", null);
        Assert.NotNull(_pipeline.Answer());
    }

    [Theory]
    [InlineData("an input is edited to the same size", "echo -n 1ne > data/1.xml")]
    [InlineData("an input is edited and gets its time back", "t=$(stat -c %y data/1.xml); echo -n 1ne > data/1.xml; touch -d \"$t\" data/1.xml")]
    [InlineData("another inode with the same size and time takes its place", "echo -n 1ne > new; touch -r data/1.xml new; mv new data/1.xml")]
    [InlineData("an input grows", "echo more >> data/1.xml")]
    [InlineData("an input is removed", "rm data/sub/2.xml")]
    [InlineData("an input is renamed", "mv data/sub/2.xml data/sub/3.xml")]
    [InlineData("an input is added", "echo x > data/sub/3.xml")]
    [InlineData("an input is added in a new folder", "mkdir data/more && echo x > data/more/3.xml")]
    [InlineData("an input becomes executable", "chmod +x data/1.xml")]
    [InlineData("an input becomes a link to something else", "echo -n 1ne > other; ln -sf ../other data/1.xml")]
    [InlineData("an input becomes a folder", "rm data/1.xml && mkdir data/1.xml")]
    [InlineData("the folder of inputs is another one", "cp -r data copy && echo -n 1ne > copy/1.xml && mv data old && mv copy data")]
    [InlineData("an output is edited", "echo -n 1ne > artifacts/p/copy/all")]
    [InlineData("an output is removed", "rm artifacts/p/copy/all")]
    [InlineData("an output is added", "echo x > artifacts/p/copy/more")]
    [InlineData("the outputs are gone", "rm -r artifacts/p/copy")]
    [InlineData("the record is edited", "sed -i s/copy/copi/ artifacts/p/.stages/copy.json")]
    [InlineData("the record is gone", "rm artifacts/p/.stages/copy.json")]
    [InlineData("everything is gone", "rm -r artifacts")]
    [InlineData("a file that the build read is edited", "echo -n 'steps: 2' > settings.yaml")]
    [InlineData("the answer is damaged", "for f in .nuke/temp/runs/*; do printf x | dd of=$f bs=1 seek=200 conv=notrunc 2>/dev/null; done")]
    [InlineData("the answer is cut short", "truncate -s 100 .nuke/temp/runs/*")]
    public void A_change_is_noticed(string change, string script)
    {
        Assert.NotNull(_pipeline.Answer());
        Shell.Run(script, _pipeline.Root);
        Assert.True(_pipeline.Answer() is null, change);
    }

    [Theory]
    [InlineData("touch data/1.xml data/sub/2.xml artifacts/p/copy/all")]
    [InlineData("cp -p data/1.xml new && mv new data/1.xml")]
    [InlineData("touch data/x && rm data/x")]
    [InlineData("cp -a data new && rm -r data && mv new data")]
    public void What_was_touched_but_is_the_same_is_answered_and_read_only_once(string script)
    {
        Shell.Run(script, _pipeline.Root);
        // Until the clock ticks, what was just touched is read each time.
        do Assert.NotNull(_pipeline.Answer());
        while (Unsettled());
        Assert.Empty(StateCheck.Of(RunManifest.Read(_pipeline.Manifest)!.Seen, cancellation: TestContext.Current.CancellationToken).Refreshed);
    }

    [Fact]
    public void An_edit_within_the_tick_of_the_clock_is_noticed()
    {
        for (var i = 0; i < 40; i++)
        {
            _pipeline.Write("data/1.xml", FormattableString.Invariant($"{i:D3}"));
            _pipeline.Build();
            _pipeline.Write("data/1.xml", FormattableString.Invariant($"{i + 500:D3}"));
            Assert.Null(_pipeline.Answer());
        }
    }

    [Fact]
    public void Nothing_is_answered_while_another_build_is_at_work()
    {
        using (PipelineLock.TryOpen(_pipeline.Lock)) Assert.Null(_pipeline.Answer());
        Assert.NotNull(_pipeline.Answer());
    }

    [Fact]
    public void Of_the_answers_to_many_command_lines_the_oldest_are_removed()
    {
        for (var i = 0; i < 40; i++)
        {
            _pipeline.Arguments = [FormattableString.Invariant($"{i}")];
            _pipeline.Build();
        }

        Assert.Equal(32, Directory.GetFiles(Path.GetDirectoryName(_pipeline.Manifest)!).Length);
        Assert.NotNull(_pipeline.Answer());
    }

    private bool Unsettled()
    {
        var table = RunManifest.Read(_pipeline.Manifest)!.Seen;
        return Enumerable.Range(0, table.Count).Any(row => !table[row].Settled && table[row].Kind != SeenKind.Existence);
    }
}
