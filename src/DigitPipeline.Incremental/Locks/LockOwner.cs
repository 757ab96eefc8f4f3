using System.Text.Json;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Incremental.Locks;

/// <summary>Who has a lock: for the message to others, and so that programs which a killed build left running can be ended.</summary>
/// <param name="Process">The build.</param>
/// <param name="Command">Its command line.</param>
/// <param name="Started">When it took the lock, for people.</param>
/// <param name="Child">The program that it runs now, if any.</param>
public sealed record LockOwner(ProcessIdentity Process, string Command, string Started, ProcessIdentity? Child = null)
{
    /// <summary>Names the owner: process, command, start.</summary>
    public override string ToString() => FormattableString.Invariant($"process {Process.Id} (`{Command}`, since {Started})");

    internal void Save(string path) => AtomicFile.Write(path, CanonicalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("command", Command);
        writer.WriteString("started", Started);
        Write(writer, "process", Process);
        if (Child is not null) Write(writer, "child", Child);
        writer.WriteEndObject();
    }, readable: true), durable: false);

    internal static LockOwner? Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return new LockOwner(Identity(root.GetProperty("process")), root.GetProperty("command").GetString()!,
                root.GetProperty("started").GetString()!, root.TryGetProperty("child", out var child) ? Identity(child) : null);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, ProcessIdentity process)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("id", process.Id);
        writer.WriteString("start", process.Start);
        writer.WriteEndObject();
    }

    private static ProcessIdentity Identity(JsonElement process) =>
        new(process.GetProperty("id").GetInt32(), process.GetProperty("start").GetString()!);
}
