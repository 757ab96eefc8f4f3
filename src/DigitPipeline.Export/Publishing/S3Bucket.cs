using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace DigitPipeline.Export.Publishing;

/// <summary>
/// Objects of a bucket. Keys, region and address are found as all of AWS's programs find them (<c>AWS_ACCESS_KEY_ID</c>,
/// <c>AWS_SECRET_ACCESS_KEY</c>, <c>AWS_REGION</c>, <c>AWS_ENDPOINT_URL</c> for storage of others, profiles, roles).
/// </summary>
internal sealed class S3Bucket(string bucket, int retries) : IDisposable
{
    private readonly Lazy<AmazonS3Client> client = new(() => Open(retries));

    /// <summary>Whether an object is there.</summary>
    public Task<bool> HasAsync(string key, CancellationToken cancellation) => AskAsync($"asking for {key}", async () =>
    {
        await client.Value.GetObjectMetadataAsync(bucket, key, cancellation).ConfigureAwait(false);
        return true;
    });

    /// <summary>Reads an object; null where there is none.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or refuses.</exception>
    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        return await CopyAsync(key, content, cancellation).ConfigureAwait(false) ? content.ToArray() : null;
    }

    /// <summary>Copies an object; false where there is none.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or refuses.</exception>
    public Task<bool> CopyAsync(string key, Stream target, CancellationToken cancellation) => AskAsync($"getting {key}", async () =>
    {
        using var answer = await client.Value.GetObjectAsync(bucket, key, cancellation).ConfigureAwait(false);
        await answer.ResponseStream.CopyToAsync(target, cancellation).ConfigureAwait(false);
        return true;
    });

    /// <summary>Writes an object.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="open">Opens the content.</param>
    /// <param name="onlyNew">Not where there is one already.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False where there was one and only a new one was wanted.</returns>
    public Task<bool> WriteAsync(string key, Func<Stream> open, bool onlyNew, CancellationToken cancellation) => AskAsync($"writing {key}", async () =>
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = open(),
            UseChunkEncoding = false,
            IfNoneMatch = onlyNew ? "*" : null,
        };
        await client.Value.PutObjectAsync(request, cancellation).ConfigureAwait(false);
        return true;
    });

    /// <summary>Names of the objects that begin with a prefix, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation)
    {
        var names = new List<string>();
        await AskAsync($"listing {prefix}", async () =>
        {
            var pages = client.Value.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix });
            await foreach (var item in pages.S3Objects.WithCancellation(cancellation).ConfigureAwait(false))
            {
                names.Add(item.Key);
            }

            return true;
        }).ConfigureAwait(false);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }

    private static AmazonS3Client Open(int retries)
    {
        var region = Environment.GetEnvironmentVariable("AWS_REGION") ?? "us-east-1";
        var config = new AmazonS3Config
        {
            MaxErrorRetry = retries,
            // What comes back is checked against digests of its own; storage of others knows no newer checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        var endpoint = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        if (endpoint is { Length: > 0 } address)
        {
            (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (address, true, region);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return new AmazonS3Client(config);
    }

    // False where there is no such object, or where one was there that was not to be.
    private async Task<bool> AskAsync(string what, Func<Task<bool>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed
            || (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket"))
        {
            return false;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new StoreUnavailableException(
                $"s3://{bucket}: {what} failed: {e.GetBaseException().Message} Check the bucket's name, AWS_ENDPOINT_URL, AWS_REGION, "
                + "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
                e);
        }
    }
}
