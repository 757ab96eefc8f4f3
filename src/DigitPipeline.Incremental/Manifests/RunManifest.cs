using System.Text;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Manifests;

/// <summary>
/// What a run that left everything up to date was started with and looked at. As long as all of it is the same, the next run can be
/// answered without being run.
/// </summary>
public sealed class RunManifest
{
    private const int Kept = 32;

    /// <summary>What the run was started with.</summary>
    public required RunIdentity Identity { get; init; }

    /// <summary>Names of the environment variables that count, see <see cref="RunIdentity.VariablesOf"/>.</summary>
    public required IReadOnlyList<string> VariableNames { get; init; }

    /// <summary>What the next run has to say when nothing has changed.</summary>
    public required string Answer { get; init; }

    /// <summary>Full path of the report of the last run.</summary>
    public required string ReportPath { get; init; }

    /// <summary>What that report says when nothing has changed.</summary>
    public required byte[] Report { get; init; }

    /// <summary>Full path of the lock that is held while outputs change.</summary>
    public required string LockPath { get; init; }

    /// <summary>Full path of the stat cache, which learns what was read anew.</summary>
    public required string StatCachePath { get; init; }

    /// <summary>All paths that decisions depended on.</summary>
    public required StateTable Seen { get; init; }

    /// <summary>Where the manifest of a command line is kept.</summary>
    /// <param name="folder">Folder of manifests.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="workingFolder">Where it was started.</param>
    public static string PathIn(string folder, IEnumerable<string> arguments, string workingFolder)
    {
        var text = string.Join('\0', [workingFolder, .. arguments]);
        return Path.Combine(folder, FormattableString.Invariant($"{Checksum.Of(Encoding.UTF8.GetBytes(text)):x16}.run"));
    }

    /// <summary>Reads a manifest; null when there is none or it is damaged.</summary>
    public static RunManifest? Read(string path)
    {
        if (StateFile.Read(path) is not var (header, table)) return null;
        using var reader = new BinaryReader(new MemoryStream(header.ToArray()), Encoding.UTF8);
        return new RunManifest
        {
            Identity = new RunIdentity(Texts(reader), reader.ReadString(), reader.ReadString(), Texts(reader)),
            VariableNames = Texts(reader),
            Answer = reader.ReadString(),
            ReportPath = reader.ReadString(),
            Report = reader.ReadBytes(reader.ReadInt32()),
            LockPath = reader.ReadString(),
            StatCachePath = reader.ReadString(),
            Seen = table,
        };
    }

    /// <summary>Writes the manifest; of many in one folder the oldest are removed.</summary>
    public void Write(string path)
    {
        var header = new MemoryStream();
        using (var writer = new BinaryWriter(header, Encoding.UTF8, leaveOpen: true))
        {
            Write(writer, Identity.Arguments);
            writer.Write(Identity.WorkingFolder);
            writer.Write(Identity.Program);
            Write(writer, Identity.Variables);
            Write(writer, VariableNames);
            writer.Write(Answer);
            writer.Write(ReportPath);
            writer.Write(Report.Length);
            writer.Write(Report);
            writer.Write(LockPath);
            writer.Write(StatCachePath);
        }

        StateFile.Write(path, header.ToArray(), Seen.Bytes);
        foreach (var old in new DirectoryInfo(Path.GetDirectoryName(path)!).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept)) old.Delete();
    }

    private static string[] Texts(BinaryReader reader)
    {
        var texts = new string[reader.ReadInt32()];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.ReadString();
        return texts;
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts) writer.Write(text);
    }
}
