using System.Text;
using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Oci;

/// <summary>Name and password for a registry.</summary>
public sealed record OciCredentials(string User, string Password)
{
    /// <summary>
    /// From the environment (<c>REGISTRY_USER</c>, <c>REGISTRY_PASSWORD</c>), else as docker and podman keep them (<c>config.json</c> in
    /// <c>DOCKER_CONFIG</c> or ~/.docker); null where there are none.
    /// </summary>
    public static OciCredentials? Find(string registry)
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_PASSWORD") is { Length: > 0 } password)
        {
            return new OciCredentials(Environment.GetEnvironmentVariable("REGISTRY_USER") ?? "", password);
        }

        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        var file = Path.Combine(folder, "config.json");
        if (!File.Exists(file) || JsonNode.Parse(File.ReadAllText(file))?["auths"]?[registry]?["auth"]?.ToString() is not { Length: > 0 } kept)
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(kept)).Split(':', 2);
        return pair.Length == 2 ? new OciCredentials(pair[0], pair[1]) : null;
    }

    internal string Basic => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
}
