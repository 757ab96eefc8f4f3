using System.Text;
using DigitPipeline.Incremental.Remote;

namespace DigitPipeline.Incremental.Tests.Remote;

public sealed class RemoteCacheTests : IDisposable
{
    private static readonly string Large = new('x', 3_000_000);

    private readonly TemporaryPipeline _here = new();
    private readonly TemporaryPipeline _there = new();

    public RemoteCacheTests()
    {
        foreach (var pipeline in (TemporaryPipeline[])[_here, _there]) pipeline.Write("data/1.xml", "one");
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public void What_one_machine_made_another_fetches_to_the_byte()
    {
        using var server = new WebDavServer();
        Assert.Equal([Outcome.Executed, Outcome.Executed], Build(_here, server.Address));
        Assert.Equal([Outcome.Fetched, Outcome.Fetched], Build(_there, server.Address));
        Assert.Empty(_there.Ran);
        Assert.Equal(File.ReadAllBytes(_here.Output("a/names.txt")), File.ReadAllBytes(_there.Output("a/names.txt")));
        Assert.Empty(_here.Warnings.Concat(_there.Warnings));

        Directory.Delete(_there.Output("a"), recursive: true);
        Assert.Equal([Outcome.Restored, Outcome.CutOff], Build(_there, Nowhere));
    }

    [Fact]
    public void Large_empty_and_executable_outputs_come_through()
    {
        using var server = new WebDavServer();
        Assert.Equal(Outcome.Executed, Build(_here, server.Address, Varied(_here))[0]);
        Assert.Equal(Outcome.Fetched, Build(_there, server.Address, Varied(_there))[0]);
        Assert.Equal(Large, File.ReadAllText(_there.Output("v/sub/large")));
        Assert.Equal(0, new FileInfo(_there.Output("v/empty")).Length);
        Assert.True(ExecutableBit.IsSet(_there.Output("v/program")));
    }

    [Fact]
    public void A_content_that_the_server_has_is_not_sent_again()
    {
        using var server = new WebDavServer();
        Build(_here, server.Address, Varied(_here));
        _there.Parameters = """{"other":1}""";
        Build(_there, server.Address, Varied(_there));
        var large = Incremental.Files.FileDigest.OfBytes(Encoding.UTF8.GetBytes(Large));
        Assert.Equal([$"HEAD /cas/{large} 404", $"PUT /cas/{large} 201", $"HEAD /cas/{large} 200"], server.Requests.Where(request => request.Contains(large)));
    }

    [Fact]
    public void A_damaged_content_is_not_used_and_is_replaced()
    {
        using var server = new WebDavServer();
        Build(_here, server.Address);
        var names = Incremental.Files.FileDigest.OfFile(_here.Output("a/names.txt"));
        var stored = Path.Combine(server.Files, "cas", names);
        var good = File.ReadAllBytes(stored);
        File.WriteAllBytes(stored, [(byte)(good[0] ^ 1), .. good[1..]]);
        Assert.Equal([Outcome.Executed, Outcome.Fetched], Build(_there, server.Address));
        Assert.Contains("is not what its name says", Assert.Single(_there.Warnings));
        Assert.Equal(good, File.ReadAllBytes(stored));
    }

    [Fact]
    public void A_content_that_is_gone_or_longer_is_not_used()
    {
        using var server = new WebDavServer();
        Build(_here, server.Address);
        foreach (var value in server.Values("cas")) File.Delete(value);
        Assert.Equal([Outcome.Executed, Outcome.Executed], Build(_there, server.Address));
    }

    [Theory]
    [InlineData("not a message at all, but text")]
    [InlineData("")]
    public void An_entry_that_is_none_is_not_used(string text)
    {
        using var server = new WebDavServer();
        Build(_here, server.Address);
        foreach (var entry in server.Values("ac")) File.WriteAllText(entry, text);
        Assert.Equal(Outcome.Executed, Build(_there, server.Address)[0]);
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("/tmp/digit-pipeline-outside")]
    [InlineData("a/../../outside")]
    public void An_entry_cannot_write_outside_of_the_outputs(string name)
    {
        using var server = new WebDavServer();
        Build(_here, server.Address);
        foreach (var path in server.Values("ac"))
        {
            var entry = ActionResult.Read(File.ReadAllBytes(path));
            File.WriteAllBytes(path, (entry with { Files = [entry.Files[0] with { Name = name }] }).ToBytes(Path.GetFileName(path)));
        }

        Assert.Equal(Outcome.Executed, Build(_there, server.Address)[0]);
        Assert.Contains("is not used", _there.Warnings[0]);
        Assert.False(File.Exists("/tmp/digit-pipeline-outside"));
    }

    [Fact]
    public void A_server_that_is_down_costs_one_warning_and_not_the_build()
    {
        Assert.Equal([Outcome.Executed, Outcome.Executed], Build(_here, Nowhere));
        Assert.Contains("the build goes on without it", Assert.Single(_here.Warnings));
    }

    [Fact]
    public void A_server_that_goes_down_in_the_middle_costs_one_warning_and_not_the_build()
    {
        using var server = new WebDavServer();
        var copy = _here.Copy();
        var stage = copy with
        {
            Action = run =>
            {
                server.Stop();
                return copy.Action(run);
            },
        };
        Assert.Equal(Outcome.Executed, Build(_here, server.Address, stage)[0]);
        Assert.Single(_here.Warnings);
    }

    [Fact]
    public void What_passes_is_tried_again_without_a_word()
    {
        using var server = new WebDavServer();
        Build(_here, server.Address, Varied(_here));
        using var proxy = new FaultyProxy(server.Port, Fault.Unavailable, Fault.Closed, Fault.Torn);
        Assert.Equal(Outcome.Fetched, Build(_there, proxy.Address, Varied(_there))[0]);
        Assert.Equal(Large, File.ReadAllText(_there.Output("v/sub/large")));
        Assert.Empty(_there.Warnings);
    }

    [Fact]
    public void A_server_that_says_nothing_is_given_up()
    {
        using var server = new WebDavServer();
        Silence = TimeSpan.FromMilliseconds(50);
        using var proxy = new FaultyProxy(server.Port, [.. Enumerable.Repeat(Fault.Silent, 20)]);
        Assert.Equal([Outcome.Executed, Outcome.Executed], Build(_here, proxy.Address));
        Assert.Contains("does not answer", Assert.Single(_here.Warnings));
        Assert.Equal(3, proxy.Connections);
    }

    [Fact]
    public void A_read_only_build_takes_and_sends_nothing()
    {
        using var server = new WebDavServer();
        Build(_here, server.Address, options => options with { ReadOnly = true });
        Assert.Empty(server.Values("ac").Concat(server.Values("cas")));
        Build(_here, server.Address, Varied(_here));
        Assert.Equal(Outcome.Fetched, Build(_there, server.Address, options => options with { ReadOnly = true }, Varied(_there))[0]);
    }

    [Fact]
    public void A_server_that_takes_nothing_is_told_once_and_still_serves()
    {
        using var server = new WebDavServer("limit_except GET HEAD { deny all; }");
        Assert.Equal([Outcome.Executed, Outcome.Executed], Build(_here, server.Address));
        Assert.Contains("nothing more is sent there", Assert.Single(_here.Warnings));
    }

    [Fact]
    public void A_server_without_the_folders_is_given_them()
    {
        using var server = new WebDavServer("");
        Build(_here, server.Address + "deep/");
        Assert.Equal([Outcome.Fetched, Outcome.Fetched], Build(_there, server.Address + "deep/"));
        Assert.Empty(_here.Warnings);
    }

    private TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(20);

    private static string Nowhere => $"http://127.0.0.1:{WebDavServer.FreePort():D}/";

    private static Stage Varied(TemporaryPipeline pipeline) => new()
    {
        Name = "v",
        Parameters = pipeline.Parameters,
        Action = run =>
        {
            Directory.CreateDirectory(Path.Combine(run.Output, "sub"));
            File.WriteAllText(Path.Combine(run.Output, "sub", "large"), Large);
            File.WriteAllText(Path.Combine(run.Output, "empty"), "");
            File.WriteAllText(Path.Combine(run.Output, "program"), "#!/bin/sh");
            ExecutableBit.Set(Path.Combine(run.Output, "program"));
            return 0;
        },
    };

    private Outcome[] Build(TemporaryPipeline pipeline, string address, params Stage[] stages) => Build(pipeline, address, options => options, stages);

    private Outcome[] Build(TemporaryPipeline pipeline, string address, Func<RemoteCacheOptions, RemoteCacheOptions> change, params Stage[] stages)
    {
        pipeline.Remote = change(RemoteCacheOptions.For(address) with
        {
            Attempts = 3,
            FirstPause = TimeSpan.FromMilliseconds(1),
            SilenceTimeout = Silence,
        });
        return [.. pipeline.Build(stages.Length > 0 ? stages : [pipeline.Copy(), pipeline.Count()]).Select(result => result.Outcome)];
    }
}
