using System.Text;

namespace DigitPipeline.Pipelines.Yaml;

/// <summary>Reads the text of a settings file.</summary>
internal static class SettingsText
{
    private const int MostBytes = 1 << 20;

    /// <summary>The text, without a byte order mark.</summary>
    /// <exception cref="PipelineSettingsException">The file cannot be read, is larger than 1 MiB or not UTF-8.</exception>
    public static string Read(string file)
    {
        var bytes = ReadBytes(file).AsSpan();
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        CheckEncoding(bytes, file);
        return Encoding.UTF8.GetString(bytes);
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            // One byte more than allowed tells, also for what has no length.
            var content = new MemoryStream();
            var buffer = new byte[16 << 10];
            while (content.Length <= MostBytes && stream.Read(buffer) is > 0 and var count) content.Write(buffer, 0, count);
            return content.Length <= MostBytes
                ? content.ToArray()
                : throw new PipelineSettingsException(
                    $"{file}: found more than 1 MiB, expected a file of settings", PipelineSettingsException.Configuration);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PipelineSettingsException($"{file}: cannot be read: {error.Message}", PipelineSettingsException.NoInput, error);
        }
    }

    private static void CheckEncoding(ReadOnlySpan<byte> bytes, string file)
    {
        var (line, column) = (1, 1);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) != System.Buffers.OperationStatus.Done)
                throw new Place(file, line, column).Problem($"found the byte 0x{bytes[0]:X2}, expected UTF-8; save the file as UTF-8");
            if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r' or 0x85))
                throw new Place(file, line, column).Problem($"found the control character U+{rune.Value:X4}, expected text; remove it");
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
            bytes = bytes[length..];
        }
    }
}
