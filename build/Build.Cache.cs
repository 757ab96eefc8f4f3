using System.Text;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Remote;
using DigitPipeline.Stages;
using Nuke.Common;

// Where outputs of earlier runs are kept and looked for.
internal sealed partial class Build
{
    [Parameter("Folder that keeps outputs of earlier runs; default is artifacts/.store, which the worktrees of a repository share")]
    readonly string? CacheFolder = null;

    [Parameter("Address of a cache on another machine, over Bazel's HTTP protocol: bazel-remote or any WebDAV server")]
    readonly string? RemoteCache = null;

    [Parameter("Only takes outputs from the remote cache and sends none there: for pull requests")]
    readonly bool RemoteCacheReadOnly = false;

    [Parameter("Token for the remote cache, sent as 'Authorization: Bearer'")]
    [Secret]
    readonly string? RemoteCacheToken = null;

    [Parameter("Secret that entries of the remote cache are authenticated with (HMAC-SHA256); entries without its mark are not used")]
    [Secret]
    readonly string? RemoteCacheKey = null;

    private string StoreFolder => CacheFolder is null ? SharedStore.Of(RootDirectory) : Path.GetFullPath(CacheFolder);

    private RemoteCacheOptions? RemoteCacheOptions
    {
        get
        {
            if (string.IsNullOrEmpty(RemoteCache)) return null;
            try
            {
                return DigitPipeline.Incremental.Remote.RemoteCacheOptions.For(RemoteCache) with
                {
                    ReadOnly = RemoteCacheReadOnly,
                    Token = string.IsNullOrEmpty(RemoteCacheToken) ? null : RemoteCacheToken,
                    EntryKey = string.IsNullOrEmpty(RemoteCacheKey) ? null : Encoding.UTF8.GetBytes(RemoteCacheKey),
                };
            }
            catch (StageException error)
            {
                throw Failure(error.Message, error.ExitCode);
            }
        }
    }
}
