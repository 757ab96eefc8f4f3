using System.Text.Json;

namespace DigitPipeline.Pipelines.Containers;

/// <summary>
/// <c>container.lock</c> beside pipeline.yaml: the digest that each base image's tag meant when it was locked, so that the training image
/// is made of the same base for everyone. JSON: reference to digest of the manifest for Linux on x64.
/// </summary>
public sealed class ContainerLock
{
    /// <summary>Its name in the pipeline's folder.</summary>
    public const string FileName = "container.lock";

    private const int DigestLength = 64;
    private const string Algorithm = "sha256:";

    private readonly SortedDictionary<string, string> _digests;

    /// <summary>A lock of these digests.</summary>
    public ContainerLock(IReadOnlyDictionary<string, string> digests) => _digests = new(digests.ToDictionary(), StringComparer.Ordinal);

    /// <summary>The digest that a base is locked to; null where it is not locked.</summary>
    public string? Digest(string reference) => _digests.GetValueOrDefault(reference);

    /// <summary>The lock with another entry.</summary>
    public ContainerLock With(string reference, string digest) =>
        new(new Dictionary<string, string>(_digests, StringComparer.Ordinal) { [reference] = digest });

    /// <summary>Reads a lock; one that is not there has no entries.</summary>
    /// <exception cref="PipelineSettingsException">The file is no lock.</exception>
    public static ContainerLock Read(string file)
    {
        if (!File.Exists(file)) return new ContainerLock(new Dictionary<string, string>());
        try
        {
            var digests = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(file));
            if (digests is not null && digests.Values.All(IsDigest)) return new ContainerLock(digests);
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new PipelineSettingsException(
            $"{file}: expected one JSON object of references with digests (sha256:...); write it again with ./build.sh LockImage",
            PipelineSettingsException.Configuration);
    }

    /// <summary>The content of the file.</summary>
    public string ToJson()
    {
        var entries = _digests.Select(entry => $"  {JsonSerializer.Serialize(entry.Key)}: \"{entry.Value}\"");
        return $"{{\n{string.Join(",\n", entries)}\n}}\n";
    }

    private static bool IsDigest(string text) =>
        text.StartsWith(Algorithm, StringComparison.Ordinal) && text.Length == Algorithm.Length + DigestLength
        && text.AsSpan(Algorithm.Length).IndexOfAnyExcept("0123456789abcdef") < 0;
}
