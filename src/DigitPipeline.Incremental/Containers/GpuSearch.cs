using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace DigitPipeline.Incremental.Containers;

/// <summary>Looks on this machine for what a container needs to use NVIDIA's GPUs. Nothing is assumed; what is missing is named.</summary>
/// <param name="root">The root of the file system; another one in tests.</param>
/// <param name="engine">The engine that is to run the container.</param>
public sealed partial class GpuSearch(string root, ContainerEngine engine)
{
    // The least driver for CUDA 12 by NVIDIA's table of minor version compatibility.
    private static readonly Version LeastDriver = new(525, 60, 13);
    private static readonly string[] SpecificationFolders = ["etc/cdi", "var/run/cdi", "run/cdi"];
    private static readonly string[] Programs = ["nvidia-ctk", "nvidia-container-cli"];
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    private const string Toolkit = "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit";
    private const string Generate = "sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml";

    /// <summary>How the container gets at the GPUs.</summary>
    /// <param name="wanted"><c>all</c>, or names with commas between them.</param>
    /// <exception cref="StageException">Something is missing (69): what, and the command that mends it.</exception>
    public ContainerGpus Find(string wanted)
    {
        CheckDriver();
        var names = wanted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var devices = Devices();
        if (devices.Count > 0 && engine.TakesDeviceInterface())
        {
            var unknown = names.Where(name => !devices.Contains(name)).ToList();
            return unknown.Count == 0 ? new ContainerGpus(GpuMethod.DeviceInterface, names) : throw Missing(
                $"the CDI specification of this machine has no GPU {string.Join(", ", unknown)}; it has {string.Join(", ", devices)}",
                $"name one of these, or write it again: {Generate}");
        }

        if (!HasToolkit())
        {
            throw devices.Count > 0
                ? Missing(
                    "this docker does not read CDI specifications, and NVIDIA's container toolkit is not installed",
                    "update docker to 28.2 or newer, or set \"features\": {\"cdi\": true} in /etc/docker/daemon.json and restart it")
                : Missing(
                    "NVIDIA's container toolkit is not installed (no nvidia-ctk, no nvidia-container-cli, no CDI specification)",
                    $"sudo apt-get install -y nvidia-container-toolkit ({Toolkit}), then {Generate}");
        }

        return engine.Kind == EngineKind.Docker
            ? new ContainerGpus(GpuMethod.GpusOption, names)
            : throw Missing("there is no CDI specification for NVIDIA's GPUs in /etc/cdi or /var/run/cdi, which podman needs", Generate);
    }

    private static StageException Missing(string problem, string remedy) =>
        new($"GPUs in a container: {problem}. To mend it: {remedy}", ExitCodes.Unavailable);

    private void CheckDriver()
    {
        var file = At("proc/driver/nvidia/version");
        if (!File.Exists(file)) throw Missing("this machine has no NVIDIA driver (/proc/driver/nvidia/version is not there)",
            "install the driver (Debian: sudo apt-get install -y nvidia-driver, then restart), or train without: --gpus none");
        var text = File.ReadAllText(file);
        var match = Release().Match(text);
        if (match.Success && Version.TryParse(match.Value, out var driver) && driver < LeastDriver)
            throw Missing($"the NVIDIA driver is {driver}, CUDA 12 needs {LeastDriver} or newer", "install a newer driver, then restart");
    }

    private bool HasToolkit() =>
        Programs.Any(program => File.Exists(At("usr/bin/" + program)) || File.Exists(At("usr/local/bin/" + program)));

    private List<string> Devices() =>
    [
        .. SpecificationFolders.Select(At).Where(Directory.Exists).SelectMany(Directory.GetFiles)
            .Where(file => Endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)
            .SelectMany(DevicesIn).Distinct(StringComparer.Ordinal),
    ];

    // JSON is YAML too. Engines pass over files that are neither, and so does this.
    private static IEnumerable<string> DevicesIn(string file)
    {
        try
        {
            var stream = new YamlStream();
            using var text = File.OpenText(file);
            stream.Load(text);
            return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()
                .Where(root => Member(root, "kind") is YamlScalarNode { Value: "nvidia.com/gpu" })
                .SelectMany(root => (Member(root, "devices") as YamlSequenceNode)?.OfType<YamlMappingNode>() ?? [])
                .Select(device => Member(device, "name")).OfType<YamlScalarNode>().Select(name => name.Value!).ToList();
        }
        catch (YamlDotNet.Core.YamlException)
        {
            return [];
        }
    }

    private static YamlNode? Member(YamlMappingNode map, string name) => map.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    private string At(string path) => Path.Combine(root, path);

    [GeneratedRegex(@"\b\d{3}\.\d{1,3}(\.\d{1,3})?\b")]
    private static partial Regex Release();
}
