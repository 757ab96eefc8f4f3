using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using System.Text.Json;

namespace DigitPipeline.Incremental.Containers;

/// <summary>An image in a folder: an OCI layout of one image.</summary>
/// <param name="Layout">Full path of the folder.</param>
/// <param name="Digest">Digest of its manifest, which names all of it.</param>
/// <param name="Id">Digest of its configuration, which engines know it by.</param>
/// <param name="Layers">Digests of its layers, the lowest first.</param>
public sealed record ContainerImage(string Layout, string Digest, string Id, IReadOnlyList<string> Layers)
{
    private const int TagLength = 16;

    /// <summary>Its name for engines that take none without.</summary>
    public string Tag => $"localhost/digitpipeline:{Hexadecimal(Id)[..TagLength]}";

    /// <summary>The index of a layout, which names its image.</summary>
    public static string Index(string layout) => Path.Combine(layout, "index.json");

    /// <summary>Reads a layout.</summary>
    /// <exception cref="StageException">It is damaged (65).</exception>
    public static ContainerImage Read(string layout)
    {
        try
        {
            using var index = JsonDocument.Parse(File.ReadAllBytes(Index(layout)));
            var digest = index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString()!;
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(Blob(layout, digest)));
            var layers = manifest.RootElement.GetProperty("layers").EnumerateArray().Select(DigestOf).ToList();
            return new ContainerImage(layout, digest, DigestOf(manifest.RootElement.GetProperty("config")), layers);
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            throw StageException.BadInput($"{layout} is no image: {error.Message} Remove it and run ./build.sh Image");
        }
    }

    /// <summary>Gives the image to an engine that does not have it, and tells how the engine calls it.</summary>
    /// <exception cref="StageException">The engine does not take it (69).</exception>
    public string Load(ContainerEngine engine)
    {
        if (engine.Kind == EngineKind.Podman)
        {
            if (engine.Ask("image", "exists", Hexadecimal(Id)) is null && !Pull(engine)) throw Refused(engine);
            return Hexadecimal(Id);
        }

        // Docker's older store knows an image by its configuration, the newer one by its manifest.
        if (Known(engine) is not { } known || (known != Id && known != Digest))
        {
            if (engine.Ask(["load", "--quiet"], WriteArchive) is null) throw Refused(engine);
            known = Known(engine) ?? throw Refused(engine);
        }

        return known;
    }

    private string? Known(ContainerEngine engine) => engine.Ask("image", "inspect", "--format", "{{.Id}}", Tag);

    // Seen from the folder above, since a colon in the path would end it.
    private bool Pull(ContainerEngine engine)
    {
        var start = new ProcessStartInfo(engine.Program, ["pull", "--quiet", "oci:" + Path.GetFileName(Layout)])
        {
            WorkingDirectory = Path.GetDirectoryName(Layout),
            RedirectStandardOutput = true,
        };
        using var pull = Process.Start(start)!;
        pull.StandardOutput.ReadToEnd();
        pull.WaitForExit();
        return pull.ExitCode == 0;
    }

    // As 'docker save' writes it (Docker image specification 1.2), which all versions take.
    private void WriteArchive(Stream output)
    {
        using var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var digest in Layers.Prepend(Id)) tar.WriteEntry(Blob(Layout, digest), Hexadecimal(digest));
        var manifest = new[] { new { Config = Hexadecimal(Id), RepoTags = new[] { Tag }, Layers = Layers.Select(Hexadecimal).ToArray() } };
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest)));
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = json });
    }

    private StageException Refused(ContainerEngine engine) =>
        new($"{engine.Program} does not take the image {Layout}: {engine.LastError}", ExitCodes.Unavailable);

    private static string DigestOf(JsonElement descriptor) => descriptor.GetProperty("digest").GetString()!;

    private static string Blob(string layout, string digest) => Path.Combine(layout, "blobs", "sha256", Hexadecimal(digest));

    private static string Hexadecimal(string digest) => digest[(digest.IndexOf(':') + 1)..];
}
