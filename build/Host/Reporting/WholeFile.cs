using Nuke.Common.IO;

namespace Nuke.Common.Reporting;

/// <summary>Files that appear whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes the file through a sibling that takes its place.</summary>
    public static void Write(AbsolutePath file, byte[] content)
    {
        var unfinished = file + $".{Environment.ProcessId}.tmp";
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        File.Move(unfinished, file, overwrite: true);
    }
}
