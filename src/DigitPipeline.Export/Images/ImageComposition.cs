using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitPipeline.Export.Oci;

namespace DigitPipeline.Export.Images;

/// <summary>
/// Composes an image of a base and one layer with a program, as an OCI layout. Nothing is run and no clock is read: the same base and files
/// give the same digest everywhere (OCI image specification 1.1: image manifest, image configuration, image layout).
/// </summary>
public static class ImageComposition
{
    /// <summary>Where the program is in the image.</summary>
    public const string ProgramFolder = "/opt/digitpipeline";

    private const string Epoch = "1970-01-01T00:00:00Z";
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";
    private const string DockerLayers = "application/vnd.docker.image.rootfs.diff.tar";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Composes it; the layout appears whole or not at all, in place of an older one.</summary>
    /// <param name="image">The base.</param>
    /// <param name="blobs">The folder with the base's blobs.</param>
    /// <param name="program">Folder with the program, self-contained.</param>
    /// <param name="executables">The files of the program that can be started; the first is what the image runs.</param>
    /// <param name="layout">The folder to write.</param>
    /// <returns>The digest of the image's manifest.</returns>
    public static string Write(BaseImage image, string blobs, string program, IReadOnlyList<string> executables, string layout)
    {
        if (!File.Exists(Path.Combine(program, executables[0])))
        {
            throw new FileNotFoundException($"{program} holds no {executables[0]}: name the folder of a published program");
        }

        var partial = layout + ".partial";
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        var target = Directory.CreateDirectory(ImageLayout.Blobs(partial)).FullName;
        foreach (var layer in image.Layers)
        {
            var name = BaseImage.Name(layer.Digest);
            File.Copy(Path.Combine(blobs, name), Path.Combine(target, name), overwrite: true);
        }

        var written = Path.Combine(target, "layer");
        var digest = ProgramLayer.Write(program, ProgramFolder, written, [.. executables]);
        var ours = new OciDescriptor(ProgramLayer.MediaType, digest, new FileInfo(written).Length);
        File.Move(written, Path.Combine(target, BaseImage.Name(digest)));

        var config = Store(target, ConfigType, Config(image, digest, executables[0]));
        var manifest = Store(target, OciDescriptor.ManifestType, new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = OciDescriptor.ManifestType,
            ["config"] = config.ToJson(),
            ["layers"] = new JsonArray([.. image.Layers.Select(AsOci).Append(ours).Select(layer => (JsonNode)layer.ToJson())]),
            ["annotations"] = new JsonObject
            {
                ["org.opencontainers.image.base.digest"] = image.Digest,
                ["org.opencontainers.image.base.name"] = image.Reference,
            },
        });
        File.WriteAllText(Path.Combine(partial, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        File.WriteAllBytes(Path.Combine(partial, "index.json"), Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = OciDescriptor.IndexType,
            ["manifests"] = new JsonArray(manifest.ToJson()),
        }));
        if (Directory.Exists(layout))
        {
            Directory.Delete(layout, recursive: true);
        }

        Directory.Move(partial, layout);
        return manifest.Digest;
    }

    // The bytes of a layer are the same under Docker's names for them.
    private static OciDescriptor AsOci(OciDescriptor layer) => layer with
    {
        MediaType = layer.MediaType.StartsWith(DockerLayers, StringComparison.Ordinal)
            ? ProgramLayer.MediaType + (layer.MediaType.EndsWith(".gzip", StringComparison.Ordinal) ? "+gzip" : "")
            : layer.MediaType,
    };

    private static JsonObject Config(BaseImage image, string layer, string executable)
    {
        var settings = image.Config["config"]?.DeepClone().AsObject() ?? [];
        foreach (var name in (string[])["Cmd", "OnBuild", "Healthcheck", "Volumes"])
        {
            settings.Remove(name);
        }

        settings["Entrypoint"] = new JsonArray($"{ProgramFolder}/{executable}");
        settings["Env"] = Environment(settings["Env"] as JsonArray);
        settings["WorkingDir"] = "/";
        var diffs = image.Config["rootfs"]?["diff_ids"]?.AsArray().Select(id => id!.DeepClone()).ToList()
            ?? throw new IOException($"{image.Reference}: its configuration names no layers");
        var history = image.Config["history"]?.AsArray().Select(entry => entry!.DeepClone()) ?? [];
        return new JsonObject
        {
            ["created"] = Epoch,
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = settings,
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. diffs, JsonValue.Create(layer)]) },
            ["history"] = new JsonArray(
                [.. history, new JsonObject { ["created"] = Epoch, ["created_by"] = $"digits image compose: {ProgramFolder}" }]),
        };
    }

    // A diagnostics port needs a writable folder, and whoever looks for the program by name finds it.
    private static JsonArray Environment(JsonArray? ofBase)
    {
        const string Default = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        var variables = ofBase?.Select(variable => variable!.ToString()).ToList() ?? [];
        var path = variables.FirstOrDefault(variable => NameOf(variable) == "PATH")?["PATH=".Length..] ?? Default;
        string[] ours = [$"PATH={ProgramFolder}:{path}", "DOTNET_EnableDiagnostics=0"];
        var others = variables.Where(variable => !ours.Select(NameOf).Contains(NameOf(variable)));
        return new JsonArray([.. ours.Concat(others).Select(variable => JsonValue.Create(variable))]);

        static string NameOf(string variable) => variable.Split('=')[0];
    }

    private static OciDescriptor Store(string blobs, string mediaType, JsonObject content)
    {
        var bytes = Bytes(content);
        var descriptor = OciDescriptor.Of(mediaType, bytes);
        File.WriteAllBytes(Path.Combine(blobs, BaseImage.Name(descriptor.Digest)), bytes);
        return descriptor;
    }

    private static byte[] Bytes(JsonObject content) => Encoding.UTF8.GetBytes(content.ToJsonString(Indented));
}
