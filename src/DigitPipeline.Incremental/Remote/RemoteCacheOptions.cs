namespace DigitPipeline.Incremental.Remote;

/// <summary>Where a remote cache is and how it may be used.</summary>
public sealed record RemoteCacheOptions
{
    /// <summary>The address above <c>ac/</c> and <c>cas/</c>; a user name and password in it are sent as basic authentication.</summary>
    public required Uri Address { get; init; }

    /// <summary>Whether nothing is sent there: for pull requests, whose outputs nobody should get.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Sent as <c>Authorization: Bearer</c>; never shown.</summary>
    public string? Token { get; init; }

    /// <summary>Secret that entries are authenticated with (HMAC-SHA256): entries without its mark are not used. Null: none is.</summary>
    public byte[]? EntryKey { get; init; }

    /// <summary>How often a request is tried before the server counts as down.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>How long a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the server may be silent within a request.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after the first failure; each further one is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock that pauses go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The options for an address as a person gives it.</summary>
    /// <exception cref="StageException">It is no HTTP address (64).</exception>
    public static RemoteCacheOptions For(string address) =>
        Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.Query.Length == 0
            ? new RemoteCacheOptions { Address = parsed }
            : throw new StageException("the remote cache's address is none: expected one like https://cache.example.org/digits", ExitCodes.Usage);

    /// <summary>The address without user name and password.</summary>
    internal string Name => Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
}
