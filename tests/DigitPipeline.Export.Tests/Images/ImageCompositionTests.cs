using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using DigitPipeline.Export.Images;
using DigitPipeline.Export.Oci;
using DigitPipeline.Export.Tests.Publishing;

namespace DigitPipeline.Export.Tests.Images;

public sealed class ImageCompositionTests : IDisposable
{
    private const string BaseConfig = """
        {"created":"2025-01-01T00:00:00Z","architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin:/bin","LANG=C"],"Cmd":["bash"]},
         "rootfs":{"type":"layers","diff_ids":["sha256:aa"]},"history":[{"created_by":"base"}]}
        """;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("image");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void The_same_files_give_the_same_digest_whatever_their_times_permissions_and_folder()
    {
        var first = Compose(Program("one", DateTime.UtcNow), "first");
        var second = Compose(Program("another place", new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc), executable: true), "second");
        Assert.Equal(first, second);
        Assert.Equal(Files("first"), Files("second"));
    }

    [Fact]
    public void Another_byte_gives_another_digest()
    {
        var program = Program("one", DateTime.UtcNow);
        var first = Compose(program, "first");
        File.WriteAllText(Path.Combine(program, "libs", "b.so"), "other");
        Assert.NotEqual(first, Compose(program, "second"));
    }

    [Fact]
    public void The_layer_lists_folders_first_and_files_by_name_with_fixed_owners_and_times()
    {
        Compose(Program("one", DateTime.UtcNow), "image");
        using var tar = new TarReader(File.OpenRead(Blob("image", Manifest("image")["layers"]![1]!)));
        var entries = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            var mode = Convert.ToString((int)entry.Mode, 8);
            entries.Add($"{entry.Name} {mode} {entry.Uid}:{entry.Gid} {entry.ModificationTime.ToUnixTimeSeconds()}");
        }

        Assert.Equal(
            [
                "opt/ 755 0:0 0", "opt/digitpipeline/ 755 0:0 0", "opt/digitpipeline/libs/ 755 0:0 0",
                "opt/digitpipeline/digits 755 0:0 0", "opt/digitpipeline/libs/b.so 644 0:0 0",
            ],
            entries);
    }

    [Fact]
    public void The_configuration_keeps_the_bases_and_starts_the_program()
    {
        Compose(Program("one", DateTime.UtcNow), "image");
        var manifest = Manifest("image");
        var config = JsonNode.Parse(File.ReadAllText(Blob("image", manifest["config"]!)))!;
        Assert.Equal("1970-01-01T00:00:00Z", (string?)config["created"]);
        Assert.Equal("/opt/digitpipeline/digits", (string?)config["config"]!["Entrypoint"]![0]);
        Assert.Null(config["config"]!["Cmd"]);
        Assert.Equal(["PATH=/opt/digitpipeline:/usr/bin:/bin", "DOTNET_EnableDiagnostics=0", "LANG=C"], Texts(config["config"]!["Env"]!));
        Assert.Equal(["sha256:aa", (string)manifest["layers"]![1]!["digest"]!], Texts(config["rootfs"]!["diff_ids"]!));
        Assert.Equal(2, config["history"]!.AsArray().Count);
    }

    [Fact]
    public void A_folder_without_the_program_is_refused_and_an_older_image_stays()
    {
        var digest = Compose(Program("one", DateTime.UtcNow), "image");
        Assert.Throws<FileNotFoundException>(() => Compose(root.CreateSubdirectory("empty").FullName, "image"));
        Assert.Equal(digest, ImageLayout.Manifest(Path.Combine(root.FullName, "image")).Digest);
    }

    [Fact]
    public async Task A_base_is_resolved_through_an_index_fetched_checked_and_the_image_pushed()
    {
        Assert.SkipUnless(RegistryProcess.IsInstalled, "not run: docker-registry is not installed");
        using var registry = new RegistryProcess(root.CreateSubdirectory("registry"));
        var place = OciReference.Parse($"http://127.0.0.1:{registry.Port}/base/small:1");
        var digest = await PushBase(place, TestContext.Current.CancellationToken);
        Assert.Equal(digest, await BaseImage.ResolveAsync(place, TestContext.Current.CancellationToken));

        var blobs = Path.Combine(root.FullName, "fetched");
        var image = await BaseImage.FetchAsync(place, digest, blobs, TestContext.Current.CancellationToken);
        foreach (var file in Directory.EnumerateFiles(blobs))
        {
            await File.AppendAllTextAsync(file, "damage", TestContext.Current.CancellationToken);
        }

        image = await BaseImage.FetchAsync(place, digest, blobs, TestContext.Current.CancellationToken);
        var layout = Path.Combine(root.FullName, "image");
        var composed = ImageComposition.Write(image, blobs, Program("one", DateTime.UtcNow), ["digits"], layout);
        var target = OciReference.Parse($"http://127.0.0.1:{registry.Port}/training:v1");
        var said = new List<string>();
        Assert.Equal(composed, await ImageLayout.PushAsync(layout, target, said.Add, TestContext.Current.CancellationToken));
        Assert.Equal(composed, await BaseImage.ResolveAsync(target, TestContext.Current.CancellationToken));
        await ImageLayout.PushAsync(layout, target, said.Add, TestContext.Current.CancellationToken);
        Assert.Contains(", 0 bytes sent", said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_is_not_there_is_named()
    {
        Assert.SkipUnless(RegistryProcess.IsInstalled, "not run: docker-registry is not installed");
        using var registry = new RegistryProcess(root.CreateSubdirectory("registry"));
        var error = await Assert.ThrowsAsync<OciException>(() => BaseImage.ResolveAsync(
            OciReference.Parse($"http://127.0.0.1:{registry.Port}/base/small:2"), TestContext.Current.CancellationToken));
        Assert.Contains("has no base/small:2", error.Message, StringComparison.Ordinal);
    }

    // An index of two systems, of Docker's own types.
    private static async Task<string> PushBase(OciReference place, CancellationToken cancellation)
    {
        using var registry = new OciRegistry(place);
        byte[] layer = [1, 2, 3], config = Encoding.UTF8.GetBytes(BaseConfig);
        var layerBlob = OciDescriptor.Of("application/vnd.docker.image.rootfs.diff.tar.gzip", layer);
        var configBlob = OciDescriptor.Of("application/vnd.docker.container.image.v1+json", config);
        await registry.Blobs.UploadAsync(layerBlob, layer, cancellation);
        await registry.Blobs.UploadAsync(configBlob, config, cancellation);
        const string Type = "application/vnd.docker.distribution.manifest.v2+json";
        const string List = "application/vnd.docker.distribution.manifest.list.v2+json";
        var manifest = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Type,
            ["config"] = configBlob.ToJson(),
            ["layers"] = new JsonArray(layerBlob.ToJson()),
        }.ToJsonString());
        var descriptor = OciDescriptor.Of(Type, manifest);
        await registry.PutManifestAsync(descriptor.Digest, Type, manifest, cancellation);
        JsonNode Entry(string architecture)
        {
            var entry = descriptor.ToJson();
            entry["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = architecture };
            return entry;
        }

        var other = Entry("arm64");
        other["digest"] = descriptor.Digest;
        var list = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = List, ["manifests"] = new JsonArray(other, Entry("amd64")) };
        var index = Encoding.UTF8.GetBytes(list.ToJsonString());
        await registry.PutManifestAsync(place.Tag!, List, index, cancellation);
        return descriptor.Digest;
    }

    private string Compose(string program, string layout)
    {
        var blobs = root.CreateSubdirectory("blobs").FullName;
        byte[] layer = [9, 9, 9];
        var descriptor = OciDescriptor.Of("application/vnd.oci.image.layer.v1.tar+gzip", layer);
        File.WriteAllBytes(Path.Combine(blobs, descriptor.Digest["sha256:".Length..]), layer);
        var image = new BaseImage("oci://h/base:1", "sha256:bb", JsonNode.Parse(BaseConfig)!.AsObject(), [descriptor]);
        return ImageComposition.Write(image, blobs, program, ["digits"], Path.Combine(root.FullName, layout));
    }

    private string Program(string name, DateTime time, bool executable = false)
    {
        var folder = root.CreateSubdirectory(name).FullName;
        var libraries = Directory.CreateDirectory(Path.Combine(folder, "libs")).FullName;
        foreach (var file in (string[])[Path.Combine(libraries, "b.so"), Path.Combine(folder, "digits")])
        {
            File.WriteAllText(file, Path.GetFileName(file));
            File.SetLastWriteTimeUtc(file, time);
            if (executable && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        return folder;
    }

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(text => text!.ToString());

    private JsonNode Manifest(string layout) => JsonNode.Parse(File.ReadAllText(Blob(layout, ImageLayout.Manifest(Folder(layout)).Digest)))!;

    private string Blob(string layout, JsonNode descriptor) => Blob(layout, (string)descriptor["digest"]!);

    private string Blob(string layout, string digest) => Path.Combine(Folder(layout), "blobs", "sha256", digest["sha256:".Length..]);

    private string Folder(string layout) => Path.Combine(root.FullName, layout);

    private List<string> Files(string layout) =>
    [
        .. Directory.EnumerateFiles(Folder(layout), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder(layout), file)).Order(StringComparer.Ordinal),
    ];
}
