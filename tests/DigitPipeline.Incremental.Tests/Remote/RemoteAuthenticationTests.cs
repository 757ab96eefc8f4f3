using DigitPipeline.Incremental.Remote;

namespace DigitPipeline.Incremental.Tests.Remote;

public sealed class RemoteAuthenticationTests : IDisposable
{
    private const string Secret = "s3cr3t-t0k3n";

    private readonly TemporaryPipeline _here = new();
    private readonly TemporaryPipeline _there = new();

    public RemoteAuthenticationTests()
    {
        foreach (var pipeline in (TemporaryPipeline[])[_here, _there]) pipeline.Write("data/1.xml", "one");
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public void A_token_opens_the_server_and_is_never_shown()
    {
        using var server = new WebDavServer($$"""create_full_put_path on; if ($http_authorization != "Bearer {{Secret}}") { return 401; }""");
        Assert.Equal(Outcome.Executed, Build(_here, Options(server) with { Token = Secret }));
        Assert.Equal(Outcome.Executed, Build(_there, Options(server) with { Token = Secret + "x" }));
        var warning = Assert.Single(_there.Warnings);
        Assert.Contains("401", warning);
        Assert.DoesNotContain(Secret, warning);
        Assert.Empty(_here.Warnings);

        Directory.Delete(_there.Layout.Folder, recursive: true);
        Directory.Delete(_there.Layout.StoreFolder, recursive: true);
        Assert.Equal(Outcome.Fetched, Build(_there, Options(server) with { Token = Secret }));
    }

    [Fact]
    public void User_and_password_in_the_address_are_sent_and_never_shown()
    {
        // base64 of "me:s3cr3t-t0k3n"
        using var server = new WebDavServer("""create_full_put_path on; if ($http_authorization != "Basic bWU6czNjcjN0LXQwazNu") { return 403; }""");
        var address = server.Address.Replace("//", $"//me:{Secret}@", StringComparison.Ordinal);
        Assert.Equal(Outcome.Executed, Build(_here, Quick(address)));
        Assert.Equal(Outcome.Fetched, Build(_there, Quick(address)));
        _here.Parameters = """{"other":1}""";
        server.Stop();
        Build(_here, Quick(address));
        Assert.DoesNotContain(Secret, Assert.Single(_here.Warnings));
    }

    [Fact]
    public void Only_entries_with_the_mark_of_the_same_secret_are_used()
    {
        using var server = new WebDavServer();
        byte[] key = [1, 2, 3];
        Build(_here, Options(server) with { EntryKey = key });
        Assert.Equal(Outcome.Executed, Build(_there, Options(server) with { EntryKey = [3, 2, 1], ReadOnly = true }));
        Assert.Contains("not signed with this build's key", Assert.Single(_there.Warnings));

        using var third = new TemporaryPipeline();
        third.Write("data/1.xml", "one");
        Assert.Equal(Outcome.Fetched, Build(third, Options(server) with { EntryKey = key }));
    }

    [Fact]
    public void An_entry_without_a_mark_is_not_used_where_one_is_demanded()
    {
        using var server = new WebDavServer();
        Build(_here, Options(server));
        Assert.Equal(Outcome.Executed, Build(_there, Options(server) with { EntryKey = [1] }));
        Assert.Single(_there.Warnings);
    }

    [Fact]
    public void An_entry_moved_under_another_key_is_not_used()
    {
        using var server = new WebDavServer();
        byte[] key = [1, 2, 3];
        Build(_here, Options(server) with { EntryKey = key });
        _there.Parameters = """{"other":1}""";
        var wanted = _there.Build(_there.Copy())[0].Key!;
        File.Move(Assert.Single(server.Values("ac")), Path.Combine(server.Files, "ac", wanted));
        Directory.Delete(_there.Layout.Folder, recursive: true);
        Directory.Delete(_there.Layout.StoreFolder, recursive: true);
        Assert.Equal(Outcome.Executed, Build(_there, Options(server) with { EntryKey = key }));
        Assert.Contains("not signed", Assert.Single(_there.Warnings));
    }

    [Theory]
    [InlineData("ftp://x/")]
    [InlineData("x")]
    [InlineData("http://x/?token=1")]
    public void What_is_no_address_is_refused(string address) =>
        Assert.Equal(64, Assert.Throws<StageException>(() => RemoteCacheOptions.For(address)).ExitCode);

    private static RemoteCacheOptions Options(WebDavServer server) => Quick(server.Address);

    private static RemoteCacheOptions Quick(string address) => RemoteCacheOptions.For(address) with { Attempts = 2, FirstPause = TimeSpan.FromMilliseconds(1) };

    private static Outcome Build(TemporaryPipeline pipeline, RemoteCacheOptions options)
    {
        pipeline.Remote = options;
        return pipeline.Build(pipeline.Copy())[0].Outcome;
    }
}
